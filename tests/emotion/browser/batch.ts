// Results as the browser sends them.
import { Queue } from "../../../browser/src/page/queue.ts"
import { Reporter, type State } from "../../../browser/src/page/reporter.ts"
import { encoded } from "../../../browser/src/page/batch.ts"
import type { FrameResult } from "../../../browser/src/results.ts"

export const batches = (streams: FrameResult[][]): Promise<string[]> => Promise.all(streams.map(encoded))

// What a queue holds after steps: a number of results added, or the number of the next that the server waits for.
export function queued(steps: { add?: number; received?: number; clear?: boolean }[]): [number, number][] {
  const queue = new Queue(), result = { faces: [] } as unknown as FrameResult, held: [number, number][] = []
  for (const { add = 0, received, clear } of steps) {
    for (let count = 0; count < add; count++) queue.add(result)
    if (received !== undefined) queue.received(received)
    if (clear) queue.clear()
    held.push([queue.first, queue.length])
  }
  return held
}

// How many results the first message takes of a queue of pictures with so many faces each.
export function taken({ results, faces }: { results: number; faces: number }): number {
  const queue = new Queue()
  for (let count = 0; count < results; count++) queue.add({ faces: new Array(faces) } as unknown as FrameResult)
  return queue.oldest().length
}

// The phases of the messages that go out where the visitor keeps the numbers while a message is put together.
export async function keptMeanwhile(result: FrameResult): Promise<string[]> {
  const sent: string[] = [], reporter = new Reporter(({ kept, results }) => sent.push(`${kept} ${results.length > 20}`))
  const state: State = { phase: "running", kept: false, failed: "", attempt: 1, camera: "", rate: 0, steps: {} }
  reporter.add(result)
  reporter.tell(state)
  reporter.tell({ ...state, kept: true })
  await new Promise(done => setTimeout(done, 100))
  reporter.add(result)
  reporter.tell({ ...state, kept: true, phase: "off" })
  await new Promise(done => setTimeout(done, 100))
  return sent
}
