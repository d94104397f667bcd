// What was read of pictures as CSV: the same text, byte for byte, as emotion/export/photos.py makes of it.
import { words } from "../answers.ts"
import { csv, decimal, joined, text, type Cells } from "../cells.ts"
import { constants } from "../constants.ts"
import type { ModelIdentity } from "../csv.ts"
import { round } from "../numbers.ts"
import { issuesInWords } from "../quality.ts"
import type { FaceResult, FrameResult } from "../results.ts"

const { photoColumns: COLUMNS, photoDigits: DIGITS } = constants.export
const LABELS = constants.labels.names
const SCORE_DIGITS = 2

export interface ReadPhoto {
  readonly name: string // of the file, as it came
  readonly result: FrameResult
}

// One row for each face of each picture, in the order of their numbers; a picture without faces has none.
export const photosCsv = (photos: readonly ReadPhoto[], model: ModelIdentity): string =>
  csv(COLUMNS, photos.flatMap(photo => photo.result.faces.map(face => row(photo, face, model))))

function row({ name, result }: ReadPhoto, face: FaceResult, model: ModelIdentity): Cells {
  const { box: { left, top, width, height }, quality: { yaw, roll, score } } = face
  return {
    picture: text(name),
    picture_width: String(result.width), picture_height: String(result.height),
    face: String(face.displayNumber),
    left: String(left), top: String(top), width: String(width), height: String(height),
    ...Object.fromEntries(face.probabilities.map((value, index) => [LABELS[index], decimal(value, DIGITS)])),
    label: text(LABELS[face.label]),
    sure: String(face.sure),
    model: text(model.name), model_version: text(model.version), expects: text(model.expects),
    issues: joined(issuesInWords(face.quality)),
    yaw: angle(yaw), roll: angle(roll),
    detection_score: score === null ? "" : decimal(score, SCORE_DIGITS),
    answer: text(words(face)),
  }
}

const angle = (value: number | null): string => (value === null ? "" : String(round(value)))
