// Results that wait for the page's server, until it has them.
import { constants } from "../constants.ts"
import type { FrameResult } from "../results.ts"

const { mostAtOnce: MOST, largest: LARGEST } = constants.batch
const { countsBytes: COUNTS, resultBytes: RESULT, faceBytes: FACE } = constants.batch
const LONGEST = 60_000 // results that wait at most: more than an hour

export class Queue {
  #waiting: FrameResult[] = []
  #first = 0 // number of the first that waits

  get length(): number {
    return this.#waiting.length
  }

  // Number of the first that waits.
  get first(): number {
    return this.#first
  }

  add(result: FrameResult): void {
    this.#waiting.push(result)
    if (this.#waiting.length > LONGEST) this.received(this.#first + 1)
  }

  // Takes what the server said: the number of the next result that it waits for.
  received(next: number): void {
    const gone = Math.min(this.#waiting.length, next - this.#first)
    if (gone <= 0) return
    this.#waiting.splice(0, gone)
    this.#first += gone
  }

  // The oldest that wait, as many as one message takes; of pictures with many faces these are fewer.
  oldest(): readonly FrameResult[] {
    let bytes = COUNTS, count = 0
    for (const { faces } of this.#waiting) {
      bytes += RESULT + FACE * faces.length
      if (count === MOST || bytes > LARGEST) break
      count++
    }
    return this.#waiting.slice(0, count)
  }

  // Forgets what waits.
  clear(): void {
    this.#first += this.#waiting.length
    this.#waiting = []
  }
}
