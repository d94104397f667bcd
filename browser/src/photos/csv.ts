// What was read of pictures as CSV: the same text, byte for byte, as emotion/export/photos.py makes of it.
import { words } from "../answers.ts"
import { csv, decimal, joined, text, type Cells, type Form } from "../cells.ts"
import { constants } from "../constants.ts"
import type { ModelIdentity } from "../csv.ts"
import { round } from "../numbers.ts"
import { issuesInWords, whyNobody } from "../quality.ts"
import type { FaceResult, FrameResult } from "../results.ts"

const { photoColumns: COLUMNS, photoDigits: DIGITS } = constants.export
const LABELS = constants.labels.names
const SCORE_DIGITS = 2

export interface ReadPhoto {
  readonly name: string // of the file, as it came
  readonly result: FrameResult
}

// One row for each face of each picture, in the order of their numbers, and one of no face for a picture without faces.
export const photosCsv = (photos: readonly ReadPhoto[], model: ModelIdentity, form?: Form): string =>
  csv(COLUMNS, photos.flatMap(photo => rowsOf(photo, model)), form)

function rowsOf({ name, result: { width, height, faces, tooDark } }: ReadPhoto, model: ModelIdentity): Cells[] {
  const of = { picture: text(name), picture_width: String(width), picture_height: String(height) }
  const byModel = { model: text(model.name), model_version: text(model.version), expects: text(model.expects) }
  if (faces.length) return faces.map(face => ({ ...of, ...byModel, ...faceCells(face) }))
  return [{ ...of, ...byModel, sure: "false", issues: joined(whyNobody(tooDark)) }]
}

function faceCells(face: FaceResult): Cells {
  const { box: { left, top, width, height }, quality: { yaw, roll, score } } = face
  return {
    face: String(face.displayNumber),
    left: String(left), top: String(top), width: String(width), height: String(height),
    ...Object.fromEntries(face.probabilities.map((value, index) => [LABELS[index], decimal(value, DIGITS)])),
    label: text(LABELS[face.label]),
    sure: String(face.sure),
    issues: joined(issuesInWords(face.quality)),
    yaw: angle(yaw), roll: angle(roll),
    detection_score: score === null ? "" : decimal(score, SCORE_DIGITS),
    answer: text(words(face)),
  }
}

const angle = (value: number | null): string => (value === null ? "" : String(round(value)))
