// Face image quality: the circumstances under which a face cannot be read, of one picture or steadily over time.
import { constants } from "./constants.ts"
import type { FaceQuality } from "./results.ts"

const { smallest: SMALLEST, darkest: DARKEST, furthest: FURTHEST, outside: OUTSIDE } = constants.quality
const { lowestScore: LOWEST_SCORE, notAFace: NOT_A_FACE, hardToTell: HARD_TO_TELL } = constants.quality
const { comes: COMES, goes: GOES } = constants.quality
const ISSUES = constants.words.issues

// What is known of a face that was found; angles and score as in `FaceQuality`.
export interface Seen {
  readonly side: number // of the square that is cut out, pixels of the picture
  readonly brightness: number // mean grey level of what the model sees, 0 to 255
  readonly outside: number // share of the square that lies outside the picture
  readonly yaw?: number | null
  readonly roll?: number | null // no issue by itself, since tilted faces are turned upright
  readonly score?: number | null
  readonly noFace: number // how likely it is no face, by the model, 0 to 1
  readonly cannotTell: number // share of people who could not tell its expression, likewise
}

// Nothing is known and nothing the matter.
export const unknownQuality: FaceQuality = { yaw: null, roll: null, score: null, issues: [] }

// The quality of a face, by what is known of it.
export function qualityFrom(seen: Seen): FaceQuality {
  const { side, brightness, outside, yaw = null, roll = null, score = null, noFace, cannotTell } = seen
  const present = [
    side < SMALLEST,
    brightness < DARKEST,
    yaw !== null && Math.abs(yaw) >= FURTHEST,
    outside > OUTSIDE,
    score !== null && score < LOWEST_SCORE,
    noFace >= NOT_A_FACE,
    cannotTell >= HARD_TO_TELL,
  ]
  return { yaw, roll, score, issues: chosen(present) }
}

// Why nobody is read in a picture without faces, in words; `tooDark`: whether the picture as a whole is too dark.
export const whyNobody = (tooDark: boolean): readonly string[] =>
  tooDark ? constants.words.nobodyInTheDark : constants.words.nobody

// The issues of a face in words.
export const issuesInWords = (quality: FaceQuality): string[] =>
  quality.issues.map(issue => ISSUES[issue])

// Whether each of a few things is so, over time and without flicker: presence is smoothed exponentially, and there are
// two bounds, one at which something becomes so and a lower one under which it ends.
export class SteadyFlags {
  #presence: number[]
  #flags: readonly boolean[]

  constructor(first: readonly boolean[]) {
    this.#presence = first.map(Number)
    this.#flags = [...first]
  }

  get flags(): readonly boolean[] {
    return this.#flags
  }

  // Takes how it is now, going this share of the way from before, 0 to 1.
  update(newest: readonly boolean[], share: number): void {
    this.#presence = this.#presence.map((before, index) => before + share * (Number(newest[index]) - before))
    this.#flags = this.#presence.map((presence, index) => presence >= (this.#flags[index] ? GOES : COMES))
  }
}

// The quality of a face that is followed: its issues do not flicker, the rest is what was last seen.
export class SteadyQuality {
  readonly #issues: SteadyFlags
  #newest: FaceQuality

  constructor(first: FaceQuality) {
    this.#newest = first
    this.#issues = new SteadyFlags(flagsOf(first))
  }

  // What to show.
  get now(): FaceQuality {
    return { ...this.#newest, issues: chosen(this.#issues.flags) }
  }

  // Takes what is seen now, going this share of the way from before, 0 to 1.
  update(newest: FaceQuality, share: number): void {
    this.#newest = newest
    this.#issues.update(flagsOf(newest), share)
  }
}

const flagsOf = (quality: FaceQuality): boolean[] =>
  ISSUES.map((_, issue) => quality.issues.includes(issue))

const chosen = (present: readonly boolean[]): number[] =>
  present.flatMap((isSo, issue) => (isSo ? [issue] : []))
