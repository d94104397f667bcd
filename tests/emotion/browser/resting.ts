// What the worker does with a resting face: from made streams to what is read and what is shown of them.
import { Focus } from "../../../browser/src/focus.ts"
import { subtracted } from "../../../browser/src/resting.ts"
import type { FrameResult } from "../../../browser/src/results.ts"
import { Tracker } from "../../../browser/src/tracking.ts"

interface Stream {
  readonly resting: number[]
  readonly steps: readonly { result: FrameResult; at: number; anotherScene: boolean }[]
}

export const readAndShown = (streams: readonly Stream[]): FrameResult[][] =>
  streams.map(({ resting, steps }) => {
    const tracker = new Tracker(), focus = new Focus()
    let previous: FrameResult | null = null
    return steps.flatMap(({ result, at, anotherScene }) => {
      const own = subtracted(result, previous, resting, tracker.settings.threshold)
      const tracked = tracker.update(own, at, anotherScene)
      previous = { ...tracked, followed: focus.update(tracked) }
      return [own, previous]
    })
  })
