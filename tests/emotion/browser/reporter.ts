// What the page's server is told by and by: from what happens, with its time, to the messages that this sends.
import type { News } from "../../../browser/src/page/data.ts"
import { Reporter } from "../../../browser/src/page/reporter.ts"

interface Step {
  readonly at: number // seconds
  readonly state: Pick<News, "phase" | "kept" | "failed">
  readonly arrives: boolean // whether a message that is sent now comes to the server, which then answers
}

interface Sent {
  readonly at: number
  readonly failed: string
  readonly kept: boolean
}

export async function sentBy(steps: readonly Step[]): Promise<Sent[]> {
  let now = 0, heard = 0
  performance.now = () => now
  const sent: Sent[] = []
  const reporter = new Reporter(() => undefined)
  for (const { at, state, arrives } of steps) {
    now = 1000 * at
    const came: News[] = []
    reporter.renew(news => came.push(news), 0, heard)
    await reporter.tell({ ...state, attempt: 1, camera: "", rate: 0, steps: {} })
    for (const { failed, kept, number } of came) {
      sent.push({ at, failed, kept })
      if (arrives) heard = number
    }
  }
  return sent
}
