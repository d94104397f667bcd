// Records a live stream: each result from a start on, as numbers, never pictures, for a bounded time.
import { constants } from "./constants.ts"
import { scaledResult, type FaceResult, type FrameResult } from "./results.ts"

const { longest: LONGEST, step: STEP } = constants.live

// Takes one stream's results. Times and frames count from the first. Persons are numbered in the order in which they
// came into the recording. Boxes stay in the pixels of its first frame, since a stream may change its size.
export class Recorder {
  readonly #longest: number // seconds after which no result is taken any more
  readonly #results: FrameResult[] = []
  readonly #persons = new Map<number, number>() // from the tracker's trackId
  #first: FrameResult | null = null
  #ahead = 0 // seconds by which the stream's clock is ahead of the recording's
  #at = 0
  #full = false
  #ended = false

  constructor(longest = LONGEST) {
    this.#longest = longest
  }

  // How long the recording is by now.
  get seconds(): number {
    return this.#at
  }

  // Whether it ended because it is as long as it may be.
  get full(): boolean {
    return this.#full
  }

  // Keeps a tracker's result; one that comes after the end is left out.
  add(result: FrameResult): void {
    if (this.#ended || this.#full) return
    if (!this.#first) {
      this.#first = result
      this.#ahead = result.at
    } else if (result.at - this.#ahead <= this.#at) {
      this.#ahead = result.at - this.#at - STEP
    }
    const at = result.at - this.#ahead
    if (at > this.#longest) {
      this.#full = true
      return
    }
    this.#at = at
    this.#results.push(this.#recorded(result, this.#first))
  }

  // Ends the recording and returns its results, each face's trackId the person's number.
  finish(): readonly FrameResult[] {
    this.#ended = true
    return this.#results
  }

  #recorded(result: FrameResult, first: FrameResult): FrameResult {
    const inFirst = scaledResult(result, first.width, first.height)
    const faces = inFirst.faces.map((face): FaceResult => ({ ...face, trackId: this.#person(face.trackId) }))
    // Whom the stream follows has another number here.
    return { ...inFirst, faces, at: this.#at, frame: result.frame - first.frame, followed: null }
  }

  #person(trackId: number): number {
    const person = this.#persons.get(trackId) ?? this.#persons.size + 1
    this.#persons.set(trackId, person)
    return person
  }
}
