// How well a face that was found can be seen, and whether a picture is too dark to find one.
import type { Picture } from "../images/picture.ts"
import { constants } from "../constants.ts"
import { outside, roll, yaw } from "../framing.ts"
import { grey } from "../images/grey.ts"
import { qualityFrom } from "../quality.ts"
import type { FaceQuality } from "../results.ts"
import type { Detection } from "./base.ts"

const { step: STEP } = constants.detection.darkness

// The quality of a face, by what the model sees of it, where it lies in a picture of this size, and the model's doubts.
export function qualityOf(
  face: Detection, crop: Picture, width: number, height: number, [noFace, cannotTell]: readonly number[],
): FaceQuality {
  const { pixels } = grey(crop)
  return qualityFrom({
    side: face.framing.side,
    brightness: mean(pixels),
    outside: outside(face.framing, width, height),
    yaw: yaw(face.landmarks),
    roll: roll(face.landmarks),
    score: face.score,
    noFace,
    cannotTell,
  })
}

// Whether a grey picture as a whole is too dark for a face to be found in it.
export function tooDark({ pixels, width, height }: Picture): boolean {
  let total = 0, count = 0
  for (let row = 0; row < height; row += STEP)
    for (let column = 0; column < width; column += STEP, count++) total += pixels[row * width + column]
  return total / count < constants.quality.darkestPicture
}

function mean(values: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < values.length; index++) total += values[index]
  return total / values.length
}
