// Recordings as CSV: from a tracker's results to the text of the file.
import { timelineCsv, type ModelIdentity } from "../../../browser/src/csv.ts"
import { Recorder } from "../../../browser/src/recorder.ts"
import type { FrameResult } from "../../../browser/src/results.ts"

interface Recording {
  readonly results: readonly FrameResult[]
  readonly longest?: number // seconds
  readonly model: ModelIdentity
}

export const recorded = (recordings: readonly Recording[]) =>
  recordings.map(({ results, longest, model }) => {
    const recorder = new Recorder(longest)
    const states = results.map(result => {
      recorder.add(result)
      return [recorder.seconds, recorder.full]
    })
    return { states, csv: timelineCsv(recorder.finish(), model) }
  })

export const leftOutAfterTheEnd = (results: readonly FrameResult[]): number => {
  const recorder = new Recorder()
  for (const result of results) {
    recorder.add(result)
    recorder.finish()
  }
  return recorder.finish().length
}
