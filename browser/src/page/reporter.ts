// What the page's server is told: once a second the numbers that it does not have yet, and at once what changed.
import type { FrameResult } from "../results.ts"
import { encoded } from "./batch.ts"
import type { News } from "./data.ts"
import { Queue } from "./queue.ts"

const EVERY = 1000 // milliseconds between two messages
const PATIENCE = 3000 // milliseconds after which a server that took nothing is said to be silent, and told again

export type State = Omit<News, "number" | "first" | "results">

// Sends what is new, unless the visitor keeps everything here.
export class Reporter {
  #send: (news: News) => void
  readonly #queue = new Queue()
  #told = 0 // when the server was told last
  #since = 0 // since when it has taken nothing of what waits; 0 where nothing waits
  #before = "" // what it was told beside numbers
  #number = Date.now() // of that, another with whatever is told; no reporter before had these
  #heard = 0 // the newest of which the server says that it came; a page that is busy can lose some
  #sent: Promise<void> = Promise.resolve() // until all messages are on their way, in their order
  #kept = false // whether it was told that numbers stay here

  constructor(send: (news: News) => void) {
    this.#send = send
  }

  // Takes what the server says: the number of the next result that it waits for, and of the newest news that it has.
  renew(send: (news: News) => void, received: number, heard: number): void {
    this.#send = send
    this.#heard = heard
    const waited = this.#queue.length
    this.#queue.received(received)
    if (this.#queue.length < waited) this.#since = 0
  }

  add(result: FrameResult): void {
    this.#queue.add(result)
    this.#since ||= performance.now()
  }

  // Tells what is to be told now, and again what did not come; done when it is on its way. Where numbers are kept here
  // the server is told that, and no more.
  tell(state: State): Promise<void> {
    const { phase, kept, failed, attempt, camera } = state
    const now = performance.now(), told = [phase, kept, failed, attempt, camera].join()
    const lost = this.#heard !== this.#number && now - this.#told > PATIENCE
    if (kept) {
      this.#queue.clear()
      this.#since = 0
      if (this.#kept && !lost) return this.#sent
    }
    this.#kept = kept
    const changed = told !== this.#before
    if (!changed && !lost && (now - this.#told < EVERY || !this.#queue.length)) return this.#sent
    if (changed) this.#number += 1
    this.#told = now
    this.#before = told
    const number = this.#number
    return (this.#sent = this.#sent.then(() => this.#message(state, number)))
  }

  async #message(state: State, number: number): Promise<void> {
    const { first } = this.#queue
    const results = await encoded(this.#queue.oldest())
    if (this.#kept && !state.kept) return // the visitor wanted them to stay here meanwhile
    this.#send({ ...state, number, first, results })
  }

  // How many seconds of numbers wait for a server that takes none; 0 while it takes them.
  get silent(): number {
    const passed = this.#since ? performance.now() - this.#since : 0
    return passed > PATIENCE ? Math.round(passed / 1000) : 0
  }
}
