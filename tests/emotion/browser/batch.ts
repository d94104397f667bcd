// Results as the browser sends them.
import { Queue } from "../../../browser/src/page/queue.ts"
import { encoded } from "../../../browser/src/page/batch.ts"
import type { FrameResult } from "../../../browser/src/results.ts"

export const batches = (streams: FrameResult[][]): Promise<string[]> => Promise.all(streams.map(encoded))

// What a queue holds after steps: a number of results added, or the number of the next that the server waits for.
export function queued(steps: { add?: number; received?: number; clear?: boolean }[]): [number, number][] {
  const queue = new Queue(), held: [number, number][] = []
  for (const { add = 0, received, clear } of steps) {
    for (let count = 0; count < add; count++) queue.add({} as FrameResult)
    if (received !== undefined) queue.received(received)
    if (clear) queue.clear()
    held.push([queue.first, queue.length])
  }
  return held
}
