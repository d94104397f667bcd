// Who is who, and whom a stream follows: from made streams to what is shown of them.
import { Focus } from "../../../browser/src/focus.ts"
import type { FrameResult } from "../../../browser/src/results.ts"
import { Tracker, type TrackingSettings } from "../../../browser/src/tracking.ts"

interface Stream {
  readonly settings: TrackingSettings
  readonly steps: readonly { result: FrameResult; at: number; anotherScene: boolean }[]
}

export const followed = (streams: readonly Stream[]): FrameResult[][] =>
  streams.map(({ settings, steps }) => {
    const tracker = new Tracker(settings), focus = new Focus()
    return steps.map(({ result, at, anotherScene }) => {
      const shown = tracker.update(result, at, anotherScene)
      return { ...shown, followed: focus.update(shown) }
    })
  })

export const inFocus = (streams: readonly (readonly FrameResult[])[]): (number | null)[][] =>
  streams.map(results => {
    const focus = new Focus()
    return results.map(result => focus.update(result))
  })

export const byDefault = (results: readonly FrameResult[]): FrameResult[] => {
  const tracker = new Tracker()
  return results.map(result => tracker.update(result, result.at))
}
