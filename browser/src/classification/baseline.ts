// A person's neutral baseline: what the network says of their resting face, subtracted from what it says afterwards.
import { constants } from "../constants.ts"
import { clamp } from "../numbers.ts"
import { logarithms, softmax } from "./calibration.ts"

const { neutral: NEUTRAL, target: TARGET, largestShift: LARGEST_SHIFT } = constants.baseline
const OTHERS = (1 - TARGET) / (constants.labels.names.length - 1) // what each other label gets of a resting face

// What is added to each of 7 logits: over 0 for neutral alone, under 0 for what the resting face shows besides.
export function shifts(resting: readonly number[]): number[] {
  return logarithms(resting).map((logarithm, label) => label === NEUTRAL
    ? clamp(Math.log(TARGET) - logarithm, 0, LARGEST_SHIFT)
    : clamp(Math.log(OTHERS) - logarithm, -LARGEST_SHIFT, 0))
}

// Probabilities, 7, with the baseline subtracted, sum 1.
export function subtract(resting: readonly number[], probabilities: readonly number[]): number[] {
  const added = shifts(resting)
  return softmax(logarithms(probabilities).map((logarithm, label) => logarithm + added[label]))
}
