// What the page's server is told: once a second the numbers that it does not have yet, and at once what changed.
import type { FrameResult } from "../results.ts"
import { encoded } from "./batch.ts"
import type { News } from "./data.ts"
import { Queue } from "./queue.ts"

const EVERY = 1000 // milliseconds between two messages
const PATIENCE = 3000 // milliseconds after which a server that took nothing is said to be silent

export type State = Omit<News, "first" | "results">

// Sends what is new, unless the visitor keeps everything here.
export class Reporter {
  #send: (news: News) => void
  readonly #queue = new Queue()
  #told = 0 // when the server was told last
  #since = 0 // since when it has taken nothing of what waits; 0 where nothing waits
  #before = "" // what it was told beside numbers
  #kept = false // whether it was told that numbers stay here

  constructor(send: (news: News) => void) {
    this.#send = send
  }

  renew(send: (news: News) => void, received: number): void {
    this.#send = send
    const waited = this.#queue.length
    this.#queue.received(received)
    if (this.#queue.length < waited) this.#since = 0
  }

  add(result: FrameResult): void {
    this.#queue.add(result)
    this.#since ||= performance.now()
  }

  // Tells what is to be told now. Where numbers are kept here the server is told that, once, and no more.
  tell(state: State): void {
    const { phase, kept, failed, attempt, camera } = state
    const now = performance.now(), told = [phase, kept, failed, attempt, camera].join()
    const changed = told !== this.#before
    if (kept) {
      this.#queue.clear()
      this.#since = 0
      if (this.#kept) return
    }
    this.#kept = kept
    if (!changed && (now - this.#told < EVERY || !this.#queue.length)) return
    this.#told = now
    this.#before = told
    void this.#message(state)
  }

  async #message(state: State): Promise<void> {
    const { first } = this.#queue
    const results = await encoded(this.#queue.oldest())
    if (this.#kept && !state.kept) return // the visitor wanted them to stay here meanwhile
    this.#send({ ...state, first, results })
  }

  // How many seconds of numbers wait for a server that takes none; 0 while it takes them.
  get silent(): number {
    const passed = this.#since ? performance.now() - this.#since : 0
    return passed > PATIENCE ? Math.round(passed / 1000) : 0
  }
}
