// Grey pictures of colour ones, as OpenCV makes them: luma of ITU-R BT.601.
import { cut } from "./cut.ts"
import type { Picture } from "./picture.ts"

const RED = 9798, GREEN = 19235, BLUE = 3735, BITS = 15 // their sum is 1 << BITS
const HALF = 1 << (BITS - 1)

// The luma of a picture, height x width, 0 to 255; a grey picture is returned itself.
export function grey(picture: Picture): Picture {
  const { pixels, width, height, channels } = picture
  if (channels === 1) return picture
  const levels = new Uint8Array(width * height)
  for (let index = 0, at = 0; index < levels.length; index++, at += channels) {
    levels[index] = (pixels[at] * RED + pixels[at + 1] * GREEN + pixels[at + 2] * BLUE + HALF) >> BITS
  }
  return { pixels: levels, width, height, channels: 1 }
}

// What `cut` gives of the picture's luma, without converting the rest of it.
export const greyPart: typeof cut = (picture, left, top, right, bottom) =>
  grey(cut(picture, left, top, right, bottom))
