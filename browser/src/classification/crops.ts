// Cutting faces out for the model: framed as FER2013 frames them, in its size, and as the numbers that it takes.
import { upright, type Framing } from "../framing.ts"
import { cut, cutSquare } from "../images/cut.ts"
import { greyPart } from "../images/grey.ts"
import type { Picture } from "../images/picture.ts"

// How a model wants to see faces.
export interface InputSpec {
  readonly height: number // pixels
  readonly width: number
  readonly channels: number // 1 is grey, 3 is RGB
  readonly lowest: number // what the model takes for 0
  readonly highest: number // what the model takes for 255
}

// Faces as a model sees them, upright where they are tilted by more than 15 degrees; each 1 or 3 channels.
export function cutFaces(picture: Picture, framings: readonly Framing[], spec: InputSpec): Picture[] {
  const part = spec.channels > 1 ? cut : greyPart
  return framings.map(upright).map(({ across, down, side, roll }) =>
    cutSquare(picture, [across, down], side, roll, spec.height, spec.width, part))
}

// One face as the model's input, height x width x channels.
export function inputOf(crop: Picture, spec: InputSpec): Float32Array {
  const scale = Math.fround((spec.highest - spec.lowest) / 255), lowest = Math.fround(spec.lowest)
  return Float32Array.from(crop.pixels, level => Math.fround(level * scale) + lowest)
}
