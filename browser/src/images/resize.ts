// Pictures in other sizes, as OpenCV's resize makes them.
import { round } from "../numbers.ts"
import type { Picture } from "./picture.ts"

// Which pixels of a line make each of another length: those from `first` on, with the weights up to `ends`.
interface Mixing {
  readonly first: Int32Array
  readonly ends: Int32Array // indices into the weights
  readonly weights: Float32Array
}

const KEPT = 64 // mixings kept at most: faces come in all sizes
const LEAST = 1e-3 // share of a pixel that is left out
const BITS = 11, ONE = 1 << BITS // weights of two neighbours are whole numbers, as OpenCV has them
const mixings = new Map<string, Mixing>()
const { fround } = Math

// A picture in another size: each pixel the mean of those under it, as INTER_AREA, or mixed of the four next to it, as
// INTER_LINEAR. Without alpha: 1 or 3 channels.
export function resized(
  picture: Picture, width: number, height: number,
  byArea: boolean = Math.max(picture.width, picture.height) > Math.max(width, height),
): Picture {
  const channels = picture.channels === 1 ? 1 : 3
  const pixels = byArea ? averaged(picture, width, height) : interpolated(picture, width, height)
  return { pixels, width, height, channels }
}

// In single precision at each step, as OpenCV adds up, so that halves are rounded to the same side.
function averaged(picture: Picture, width: number, height: number): Uint8ClampedArray {
  const values = width * (picture.channels === 1 ? 1 : 3), found = new Uint8ClampedArray(values * height)
  const whole = picture.width % width === 0 && picture.height % height === 0
  const across = mixingOf(picture.width, width, whole), down = mixingOf(picture.height, height, whole)
  const area = (picture.width / width) * (picture.height / height)
  const factor = whole ? fround(1 / area) : 1
  const more = whole && picture.width === 2 * width && picture.height === 2 * height ? 0.1 : 0 // rounds halves up there
  const row = new Float32Array(values), total = new Float32Array(values)
  let mixed = -1 // the picture's row that `row` was made of
  for (let y = 0, tap = 0; y < height; y++) {
    total.fill(0)
    for (let from = down.first[y]; tap < down.ends[y]; tap++, from++) {
      if (from !== mixed) mixRow(picture, from, across, row)
      mixed = from
      const weight = down.weights[tap]
      for (let index = 0; index < values; index++) total[index] += fround(row[index] * weight)
    }
    const start = y * values
    for (let index = 0; index < values; index++) found[start + index] = fround(total[index] * factor) + more
  }
  return found
}

function mixRow(picture: Picture, y: number, { first, ends, weights }: Mixing, row: Float32Array): void {
  const { pixels, channels } = picture, start = y * picture.width
  if (channels === 1) {
    for (let x = 0, tap = 0; x < first.length; x++) {
      let level = 0
      for (let at = start + first[x]; tap < ends[x]; tap++, at++) {
        level = fround(level + fround(pixels[at] * weights[tap]))
      }
      row[x] = level
    }
    return
  }
  for (let x = 0, tap = 0, to = 0; x < first.length; x++, to += 3) {
    let red = 0, green = 0, blue = 0
    for (let at = (start + first[x]) * channels; tap < ends[x]; tap++, at += channels) {
      const weight = weights[tap]
      red = fround(red + fround(pixels[at] * weight))
      green = fround(green + fround(pixels[at + 1] * weight))
      blue = fround(blue + fround(pixels[at + 2] * weight))
    }
    row[to] = red
    row[to + 1] = green
    row[to + 2] = blue
  }
}

// How pixels become the mean of those under them; `whole`: their plain sum, of as many pixels each.
function mixingOf(source: number, target: number, whole: boolean): Mixing {
  const key = `${source} ${target} ${whole}`, kept = mixings.get(key)
  if (kept) return kept
  const scale = 1 / (target / source) // as OpenCV has it, to the last digit
  const first = new Int32Array(target), ends = new Int32Array(target), weights: number[] = []
  for (let index = 0; index < target; index++) {
    const from = index * scale, to = from + scale, size = Math.min(scale, source - from)
    const end = Math.min(Math.floor(to), source - 1), start = Math.min(Math.ceil(from), end)
    const before = start - from > LEAST
    first[index] = before ? start - 1 : start
    if (before) weights.push((start - from) / size)
    for (let at = start; at < end; at++) weights.push(whole ? 1 : 1 / size)
    if (to - end > LEAST) weights.push(whole ? 1 : Math.min(to - end, 1, size) / size)
    ends[index] = weights.length
  }
  const mixing = { first, ends, weights: Float32Array.from(weights) }
  if (mixings.size >= KEPT) mixings.clear()
  mixings.set(key, mixing)
  return mixing
}

function interpolated(picture: Picture, width: number, height: number): Uint8Array {
  const { pixels, channels: stride } = picture, channels = stride === 1 ? 1 : 3, values = width * channels
  const across = neighboursOf(picture.width, width, true), down = neighboursOf(picture.height, height, false)
  const rows = new Int32Array(picture.height * values), found = new Uint8Array(height * values)
  for (let y = 0, to = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      const before = (y * picture.width + across.before[x]) * stride
      const after = (y * picture.width + across.after[x]) * stride
      for (let channel = 0; channel < channels; channel++) {
        rows[to++] = pixels[before + channel] * across.near[x] + pixels[after + channel] * across.far[x]
      }
    }
  }
  for (let y = 0, to = 0; y < height; y++) {
    const above = down.before[y] * values, below = down.after[y] * values, near = down.near[y], far = down.far[y]
    for (let index = 0; index < values; index++) {
      // In these steps, since each drops what comes after the point, as OpenCV's do.
      const upper = (near * (rows[above + index] >> 4)) >> 16, lower = (far * (rows[below + index] >> 4)) >> 16
      found[to++] = (upper + lower + 2) >> 2
    }
  }
  return found
}

// The two pixels that each of another length lies between, and their weights; at the ends both are the last one, of
// which the nearer counts alone if `alone`.
function neighboursOf(source: number, target: number, alone: boolean) {
  const before = new Int32Array(target), after = new Int32Array(target)
  const near = new Int32Array(target), far = new Int32Array(target), scale = 1 / (target / source)
  for (let index = 0; index < target; index++) {
    const place = fround((index + 0.5) * scale - 0.5), whole = Math.floor(place)
    const rest = alone && (whole < 0 || whole >= source - 1) ? 0 : fround(place - whole)
    before[index] = Math.min(source - 1, Math.max(0, whole))
    after[index] = Math.min(source - 1, Math.max(0, whole + 1))
    near[index] = round(fround(1 - rest) * ONE)
    far[index] = round(rest * ONE)
  }
  return { before, after, near, far }
}
