// A recording as CSV that spreadsheets open safely: the same text, byte for byte, as Mien's server makes of it.
import { words } from "./answers.ts"
import { csv, decimal, joined, text, type Cells } from "./cells.ts"
import { constants } from "./constants.ts"
import { clamp, round } from "./numbers.ts"
import { issuesInWords, unknownQuality, whyNobody } from "./quality.ts"
import type { FaceQuality, FaceResult, FrameResult } from "./results.ts"

const COLUMNS = constants.export.columns
const LABELS = constants.labels.names
const { steepest: STEEPEST, scoreStep: SCORE_STEP } = constants.table
const DIGITS = constants.export.digits // of a probability

// Which model read the faces.
export interface ModelIdentity {
  readonly name: string // its folder in `models`
  readonly version: string // date of its export and the first 12 digits of its file's SHA-256
  readonly expects: string // which faces it was told to expect
}

// One row for each face of each result of a recording, in the order of time, and one of no person for a result without
// faces.
export const timelineCsv = (results: readonly FrameResult[], model: ModelIdentity): string =>
  csv(COLUMNS, results.flatMap(result => rowsOf(result, model)))

function rowsOf({ at, frame, faces, tooDark }: FrameResult, model: ModelIdentity): Cells[] {
  const place = { seconds: decimal(at, 3), frame: String(frame) }
  const byModel = { model: text(model.name), model_version: text(model.version), expects: text(model.expects) }
  if (faces.length) return faces.map(face => ({ ...place, ...byModel, ...faceCells(face) }))
  const nobody = { ...qualityCells(unknownQuality), issues: joined(whyNobody(tooDark)) }
  return [{ ...place, ...byModel, ...nobody, sure: "false", left_out: "false" }]
}

function faceCells(face: FaceResult): Cells {
  const { left, top, width, height } = face.box
  // The server keeps probabilities in four bytes.
  const probabilities = face.probabilities.map((value, index) => [LABELS[index], decimal(Math.fround(value), DIGITS)])
  return {
    person: String(face.trackId),
    left: String(left), top: String(top), width: String(width), height: String(height),
    ...Object.fromEntries(probabilities),
    label: text(LABELS[face.label]),
    sure: String(face.sure),
    ...qualityCells(face.quality),
    answer: text(words(face)),
    baseline: String(face.baseline),
    name: text(`Person ${face.trackId}`), // whom somebody named, and what was left out, a server's page knows alone
    left_out: "false",
  }
}

function qualityCells(quality: FaceQuality): Cells {
  const angle = (value: number | null): string =>
    value === null ? "" : String(round(clamp(value, -STEEPEST, STEEPEST)))
  const { score } = quality
  return {
    issues: joined(issuesInWords(quality)),
    yaw: angle(quality.yaw),
    roll: angle(quality.roll),
    detection_score: score === null ? "" : decimal(round(score / SCORE_STEP) * SCORE_STEP, 2),
  }
}
