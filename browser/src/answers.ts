// What a face's probabilities are said to mean: the label, whether it is sure, and between which two it lies if not.
// Over time answers stand still.
import { constants } from "./constants.ts"
import { largestAt, sum } from "./numbers.ts"
import { usable, type FaceResult } from "./results.ts"

const { labelMargin: LABEL_MARGIN, hold: HOLD, sureRise: SURE_RISE, sureMargin: SURE_MARGIN } = constants.answers
const { close: CLOSE, far: FAR, smallest: SMALLEST } = constants.answers

// What is said of a face; labels are indices into the seven.
export interface Answer {
  readonly label: number
  readonly sure: boolean // whether its probability reaches the threshold, or did so and is not far below
  readonly rival: number | null // the other label that an unsure answer lies close to
}

// What is said of one picture's probabilities [7]; `threshold`: probability from which an answer is sure.
export function answerOf(probabilities: readonly number[], threshold: number): Answer {
  const best = largestAt(probabilities), second = largestBeside(probabilities, best)
  const sure = probabilities[best] >= threshold
  const isClose = !sure && probabilities[best] - probabilities[second] < CLOSE
  return { label: best, sure, rival: isClose ? second : null }
}

// Probability of the answer, 0 to 1.
export const confidence = (face: FaceResult): number => face.probabilities[face.label]

// The answer as headline, tag and file word it: Happy, Perhaps sad, Between happy and surprised, Unsure.
export function words(face: FaceResult): string {
  const { sure, perhaps, between, unsure } = constants.words
  if (face.sure) return sure[face.label]
  if (!usable(face.quality)) return unsure
  return face.rival === null ? perhaps[face.label] : between[face.label][face.rival]
}

// What is said of one face over time. Probabilities are smoothed as logarithms. Another label takes over when it leads
// by a margin and is sure, or has led for a second; so does another rival.
export class SteadyAnswer {
  #logs: number[]
  #smoothed: readonly number[]
  #said: Answer
  #led = 0 // seconds that another label has led by the margin, less those that it has not
  #unfit = 0 // likewise that another rival, or none, would have fitted better

  // Begins with one picture's probabilities [7].
  constructor(first: readonly number[], threshold: number) {
    this.#logs = logarithms(first)
    this.#smoothed = [...first]
    this.#said = answerOf(first, threshold)
  }

  // Smoothed, [7], sum 1.
  get probabilities(): readonly number[] {
    return this.#smoothed
  }

  // What to say.
  get answer(): Answer {
    return this.#said
  }

  // Takes the next picture's probabilities [7]. `passed`: seconds since the last; `share`: of the way to them that
  // smoothing goes, 0 to 1; `threshold`: probability from which an answer is sure.
  update(newest: readonly number[], passed: number, share: number, threshold: number): void {
    const newestLogs = logarithms(newest)
    this.#logs = this.#logs.map((before, index) => before + share * (newestLogs[index] - before))
    const most = Math.max(...this.#logs), powered = this.#logs.map(value => Math.exp(value - most))
    const whole = sum(powered)
    this.#smoothed = share === 1 ? [...newest] : powered.map(value => value / whole)
    const label = this.#label(passed, threshold)
    // An answer that stays sure below the threshold is as often right as the model's card says only if it becomes so
    // above it.
    const needed = this.#said.sure ? threshold - SURE_MARGIN : threshold + SURE_RISE
    const sure = this.#smoothed[label] >= needed
    this.#said = { label, sure, rival: sure ? null : this.#rival(label, passed) }
  }

  #label(passed: number, threshold: number): number {
    const values = this.#smoothed, { label } = this.#said, best = largestAt(values)
    if (values[best] - values[label] < LABEL_MARGIN) {
      this.#led = Math.max(0, this.#led - passed)
      return label
    }
    this.#led += passed
    if (values[best] < threshold && this.#led < HOLD) return label
    this.#led = 0
    return best
  }

  #rival(label: number, passed: number): number | null {
    const values = this.#smoothed, before = this.#said, second = largestBeside(values, label)
    if (values[second] - values[label] >= FAR) { // it will take over unless it falls behind: name it at once
      this.#unfit = 0
      return second
    }
    const fitting = values[label] - values[second] < CLOSE ? second : null
    const same = !before.sure && before.label === label
    this.#unfit = same ? Math.max(0, this.#unfit + (fitting === before.rival ? -passed : passed)) : 0
    if (same && this.#unfit < HOLD) return before.rival
    this.#unfit = 0
    return fitting
  }
}

const largestBeside = (values: readonly number[], label: number): number =>
  largestAt(values.map((value, index) => (index === label ? -Infinity : value)))

// A probability under the smallest counts as that one, so that a single frame cannot rule a label out.
const logarithms = (probabilities: readonly number[]): number[] =>
  probabilities.map(value => Math.log(Math.max(value, SMALLEST)))
