// Probabilities as browser/src shows them, for test_calibration.py.
import { shifts, subtract } from "../../../browser/src/classification/baseline.ts"
import { apply, type Calibration } from "../../../browser/src/classification/calibration.ts"

export const applied = (cases: [Calibration, number[]][]) =>
  cases.map(([calibration, probabilities]) => apply(calibration, probabilities))

export const baselines = (cases: [number[], number[]][]) =>
  cases.map(([resting, probabilities]) => [shifts(resting), subtract(resting, probabilities)])
