// Cutting rectangles and squares out of a picture, where they reach over its edge with that edge repeated.
import { clamp, round } from "../numbers.ts"
import type { Picture } from "./picture.ts"
import { resized } from "./resize.ts"

// OpenCV finds places in 1024ths of a pixel and mixes neighbours by 32nds.
const PLACE_BITS = 10, MIX_BITS = 5, REST_BITS = PLACE_BITS - MIX_BITS
const PLACES = 1 << PLACE_BITS, MIXES = 1 << MIX_BITS
const HALF_PLACE = 1 << (REST_BITS - 1), HALF_MIX = 1 << (2 * MIX_BITS - 1)

// Columns `left` to `right` and rows `top` to `bottom`, pixels, each without the last; a part of it lies inside.
export function cut(picture: Picture, left: number, top: number, right: number, bottom: number): Picture {
  const { pixels, channels } = picture, width = right - left, height = bottom - top
  const part = new Uint8Array(width * height * channels)
  const from = clamp(left, 0, picture.width - 1), to = Math.max(from + 1, clamp(right, 0, picture.width))
  for (let y = 0; y < height; y++) {
    const row = clamp(top + y, 0, picture.height - 1) * picture.width, start = y * width * channels
    const inside = start + Math.max(0, from - left) * channels, end = start + width * channels
    part.set(pixels.subarray((row + from) * channels, (row + to) * channels), inside)
    for (let at = inside - 1; at >= start; at--) part[at] = part[at + channels]
    for (let at = inside + (to - from) * channels; at < end; at++) part[at] = part[at - channels]
  }
  return { pixels: part, width, height, channels }
}

// A square of a picture in another size, 1 or 3 channels: its middle, inside the picture, and side in pixels, its roll
// in degrees with the clock, of which 0 cuts whole pixels. `part` cuts out what is needed of the picture.
export function cutSquare(
  picture: Picture, middle: readonly [number, number], side: number, roll: number, height: number, width: number,
  part = cut,
): Picture {
  if (roll === 0) {
    const whole = Math.max(1, round(side)), left = round(middle[0] - whole / 2), top = round(middle[1] - whole / 2)
    return resized(part(picture, left, top, left + whole, top + whole), width, height)
  }
  const half = Math.ceil((side * Math.SQRT2) / 2) + 1 // of the upright square that holds the turned one
  const across = round(middle[0]), down = round(middle[1])
  const around = part(picture, across - half, down - half, across + half, down + half)
  const wanted = Math.min(1, Math.max(height, width) / side), reduced = Math.max(2, round(2 * half * wanted))
  const scale = wanted < 1 ? reduced / (2 * half) : 1
  const at = [(middle[0] - across + half) * scale, (middle[1] - down + half) * scale] as const
  return turned(wanted < 1 ? resized(around, reduced, reduced) : around, at, side * scale, roll, height, width)
}

// A turned square of a picture in another size, each pixel mixed of the four around its place, as INTER_LINEAR.
function turned(
  picture: Picture, middle: readonly [number, number], side: number, roll: number, height: number, width: number,
): Picture {
  const { pixels, width: across, height: down, channels: stride } = picture
  const channels = stride === 1 ? 1 : 3, found = new Uint8Array(width * height * channels)
  const [rightAcross, downAcross, left, rightDown, downDown, top] = placesOf(middle, side, roll, height, width)
  for (let y = 0, to = 0; y < height; y++) {
    const startAcross = round((downAcross * y + left) * PLACES) + HALF_PLACE
    const startDown = round((downDown * y + top) * PLACES) + HALF_PLACE
    for (let x = 0; x < width; x++) {
      const placeAcross = (startAcross + round(rightAcross * x * PLACES)) >> REST_BITS
      const placeDown = (startDown + round(rightDown * x * PLACES)) >> REST_BITS
      const column = placeAcross >> MIX_BITS, row = placeDown >> MIX_BITS
      const upper = clamp(row, 0, down - 1) * across, lower = clamp(row + 1, 0, down - 1) * across
      const first = clamp(column, 0, across - 1), second = clamp(column + 1, 0, across - 1)
      const right = placeAcross & (MIXES - 1), below = placeDown & (MIXES - 1)
      for (let channel = 0; channel < channels; channel++) {
        const above = pixels[(upper + first) * stride + channel] * (MIXES - right)
          + pixels[(upper + second) * stride + channel] * right
        const under = pixels[(lower + first) * stride + channel] * (MIXES - right)
          + pixels[(lower + second) * stride + channel] * right
        found[to++] = (above * (MIXES - below) + under * below + HALF_MIX) >> (2 * MIX_BITS)
      }
    }
  }
  return { pixels: found, width, height, channels }
}

// The matrix, row after row, that leads from a pixel of the turned square to its place in the picture. Each step is one
// of the core's and of OpenCV's, which turns around a middle of single precision and inverts the way to the square.
function placesOf(
  middle: readonly [number, number], side: number, roll: number, height: number, width: number,
): [number, number, number, number, number, number] {
  const cos = Math.cos((roll * Math.PI) / 180), sin = Math.sin((roll * Math.PI) / 180)
  const across = Math.fround(middle[0]), down = Math.fround(middle[1])
  const wide = width / side, high = height / side
  const left = ((1 - cos) * across - sin * down - middle[0]) * wide + width / 2
  const top = (sin * across + (1 - cos) * down - middle[1]) * high + height / 2
  const [a, b, c, d] = [cos * wide, sin * wide, -sin * high, cos * high], whole = 1 / (a * d - b * c)
  const back = [d * whole, -b * whole, -c * whole, a * whole]
  return [
    back[0], back[1], -back[0] * left - back[1] * top,
    back[2], back[3], -back[2] * left - back[3] * top,
  ]
}
