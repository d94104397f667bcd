// Results as a few bytes on their way to the page's server. emotion/browser/batch.py reads what is written here.
import { constants } from "../constants.ts"
import type { FaceResult, FrameResult } from "../results.ts"

const { noRival: NO_RIVAL, noAngle: NO_ANGLE, steepest: STEEPEST, noScore: NO_SCORE } = constants.table
const { scoreStep: SCORE_STEP } = constants.table
const { scale: SCALE, countsBytes: COUNTS, resultBytes: RESULT, faceBytes: FACE } = constants.batch

// Results, oldest first, as base64 of what deflate makes of them.
export async function encoded(results: readonly FrameResult[]): Promise<string> {
  const plain = new Blob([packed(results)]).stream()
  const bytes = await new Response(plain.pipeThrough(new CompressionStream("deflate"))).arrayBuffer()
  return btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join(""))
}

// How many results and faces there are, and the records of both: byte by byte of a record, through all records, each
// as what it is more than in the record before, since little changes from one to the next.
export function packed(results: readonly FrameResult[]): Uint8Array<ArrayBuffer> {
  const faces = results.flatMap(result => result.faces)
  const heads = new DataView(new ArrayBuffer(RESULT * results.length))
  const parts = new DataView(new ArrayBuffer(FACE * faces.length))
  results.forEach((result, index) => write(heads, index * RESULT, result))
  faces.forEach((face, index) => writeFace(parts, index * FACE, face))
  const counts = new DataView(new ArrayBuffer(COUNTS))
  counts.setUint32(0, results.length, true)
  counts.setUint32(4, faces.length, true)
  const all = [counts, differences(heads, RESULT), differences(parts, FACE)]
  const whole = new Uint8Array(all.reduce((sum, part) => sum + part.byteLength, 0))
  let place = 0
  for (const part of all) {
    whole.set(new Uint8Array(part.buffer), place)
    place += part.byteLength
  }
  return whole
}

function differences(records: DataView, size: number): Uint8Array {
  const bytes = new Uint8Array(records.buffer), count = bytes.length / size, turned = new Uint8Array(bytes.length)
  for (let byte = 0; byte < size; byte++) {
    for (let index = 0; index < count; index++) {
      const before = index ? bytes[(index - 1) * size + byte] : 0
      turned[byte * count + index] = bytes[index * size + byte] - before
    }
  }
  return turned
}

function write(view: DataView, place: number, result: FrameResult): void {
  view.setUint32(place, Math.round(result.at * 1000), true)
  view.setUint32(place + 4, result.frame, true)
  view.setUint16(place + 8, result.width, true)
  view.setUint16(place + 10, result.height, true)
  view.setUint16(place + 12, result.followed ?? 0, true)
  view.setUint8(place + 14, result.tooDark ? 1 : 0)
  view.setUint8(place + 15, result.faces.length)
}

function writeFace(view: DataView, place: number, face: FaceResult): void {
  const { box, quality } = face
  for (const [index, side] of [box.left, box.top, box.width, box.height].entries()) {
    view.setUint16(place + 2 * index, side, true)
  }
  for (const [index, value] of face.probabilities.entries()) {
    view.setUint16(place + 8 + 2 * index, Math.round(value * SCALE), true)
  }
  view.setUint16(place + 22, face.trackId, true)
  view.setUint8(place + 24, face.displayNumber)
  view.setUint8(place + 25, face.label)
  view.setUint8(place + 26, face.rival ?? NO_RIVAL)
  view.setUint8(place + 27, (face.sure ? 1 : 0) | (face.baseline ? 2 : 0))
  view.setUint8(place + 28, quality.issues.reduce((mask, issue) => mask | (1 << issue), 0))
  view.setInt8(place + 29, angle(quality.yaw))
  view.setInt8(place + 30, angle(quality.roll))
  view.setUint8(place + 31, quality.score === null ? NO_SCORE : Math.round(quality.score / SCORE_STEP))
}

const angle = (value: number | null): number =>
  value === null ? NO_ANGLE : Math.round(Math.min(STEEPEST, Math.max(-STEEPEST, value)))
