// From a model's probabilities to those that are shown: the prior of its labels taken out, and a temperature.
import { constants } from "../constants.ts"
import { sum } from "../numbers.ts"

// How a model's own probabilities become those that are shown, and from which on an answer is sure.
export interface Calibration {
  readonly temperature: number // divides the logits, after the prior; over 1 makes the probabilities more even
  readonly threshold: number // best probability from which an answer counts as sure, after both
  readonly prior: readonly number[] // share of each label among what the model learned; empty: nothing is taken out
  readonly strength: number // how much of the prior is taken out, 0 to 1
}

// What is shown, 7, of a model's own probabilities of one face, 7.
export const apply = (calibration: Calibration, probabilities: readonly number[]): number[] =>
  tempered(adjusted(calibration, probabilities), calibration.temperature)

// Natural logarithms; a probability that a quantised model rounds to zero still has one.
export const logarithms = (probabilities: readonly number[]): number[] =>
  probabilities.map(probability => Math.log(raised(probability)))

// softmax of 7 logits.
export function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits)
  return normalized(logits.map(logit => Math.exp(logit - largest)))
}

const raised = (probability: number): number => Math.max(probability, constants.calibration.smallest)

// Each divided by its label's prior to the power of the strength (Menon et al. 2021, arXiv 2007.07314).
function adjusted({ prior, strength }: Calibration, probabilities: readonly number[]): readonly number[] {
  if (!strength) return probabilities
  return normalized(probabilities.map((probability, label) => raised(probability) / prior[label] ** strength))
}

const tempered = (probabilities: readonly number[], temperature: number): number[] =>
  softmax(logarithms(probabilities).map(logarithm => logarithm / temperature))

function normalized(values: readonly number[]): number[] {
  const total = sum(values)
  return values.map(value => value / total)
}
