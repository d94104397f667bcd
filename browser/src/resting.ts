// The visitor's resting face in a stream: subtracted from what is read of it.
import { answerOf } from "./answers.ts"
import { subtract } from "./classification/baseline.ts"
import { constants } from "./constants.ts"
import { inFocus, iou, largest, scaledResult, usable, type FaceResult, type FrameResult } from "./results.ts"

const { same: SAME } = constants.baseline

// The analyzer's result with the baseline subtracted from the one face that it belongs to: the one where the followed
// face was in the tracker's last result, `before`; where nobody was, the largest. `resting`: probabilities [7] at rest;
// `threshold`: best probability from which an answer counts as sure.
export function subtracted(
  result: FrameResult, before: FrameResult | null, resting: readonly number[], threshold: number,
): FrameResult {
  const own = followed(result, before)
  return { ...result, faces: result.faces.map(face => (face === own ? without(face, resting, threshold) : face)) }
}

function followed(result: FrameResult, before: FrameResult | null): FaceResult | null {
  const last = before && inFocus(scaledResult(before, result.width, result.height))
  if (!last) return largest(result)
  const shared = (face: FaceResult): number => iou(face.box, last.box)
  const nearest = result.faces.reduce<FaceResult | null>(
    (best, face) => (best && shared(best) >= shared(face) ? best : face), null)
  return nearest && shared(nearest) >= SAME ? nearest : null
}

function without(face: FaceResult, resting: readonly number[], threshold: number): FaceResult {
  const probabilities = subtract(resting, face.probabilities)
  const { label, sure, rival } = answerOf(probabilities, threshold)
  return { ...face, probabilities, label, sure: sure && usable(face.quality), rival, baseline: true }
}
