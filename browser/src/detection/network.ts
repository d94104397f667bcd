// BlazeFace's networks, MediaPipe's small ones that find faces and six points of each (Bazarevsky et al. 2019).
import { constants } from "../constants.ts"
import type { Landmarks, Point } from "../framing.ts"
import type { Picture } from "../images/picture.ts"
import { resized } from "../images/resize.ts"
import { clamp, round } from "../numbers.ts"
import type { Network } from "../runtime.ts"

const { points: POINTS, same: SAME, limit: LIMIT } = constants.detection.network
const ROW = 2 * (2 + POINTS) // numbers of one answer: middle, size, points

export type Layout = (typeof constants.detection.network)["full" | "short"]

// What a network found, in pixels of the picture; it may reach over its edge.
export interface Candidate {
  readonly side: number // of the network's own box
  readonly landmarks: Landmarks
  readonly score: number // 0 to 1
}

interface Place {
  readonly numbers: number[] // left, top, right, bottom, then across and down of each point
  readonly score: number
}

// One network of this family.
export class BlazeFaceNetwork {
  readonly #network: Network
  readonly #side: number
  readonly #anchors: Float32Array
  readonly #places: number
  readonly #scores: number

  constructor(network: Network, layout: Layout) {
    this.#network = network
    this.#side = layout.side
    this.#anchors = anchors(layout)
    this.#places = network.lasts.indexOf(ROW)
    this.#scores = network.lasts.indexOf(1)
  }

  // Returns the faces of a picture in colour whose score is at least so high, best first.
  async search(picture: Picture, least: number): Promise<Candidate[]> {
    const { given, scale, left, top } = letterboxed(picture, this.#side)
    const outputs = await this.#network.run(given)
    const numbers = outputs[this.#places], logits = outputs[this.#scores]
    const lowest = Math.log(least / (1 - least))
    const found: Place[] = []
    for (let index = 0; index < logits.length; index++) {
      if (logits[index] < lowest) continue
      const score = 1 / (1 + Math.exp(-clamp(logits[index], -LIMIT, LIMIT)))
      found.push({ numbers: this.#place(numbers, index, scale, left, top), score })
    }
    return merged(found).map(candidate)
  }

  // One answer in pixels of the picture.
  #place(numbers: Float32Array, index: number, scale: number, left: number, top: number): number[] {
    const side = this.#side
    const across = this.#anchors[2 * index] * side - left, down = this.#anchors[2 * index + 1] * side - top
    const at = ROW * index
    const middle = [(numbers[at] + across) / scale, (numbers[at + 1] + down) / scale]
    const half = [numbers[at + 2] / 2 / scale, numbers[at + 3] / 2 / scale]
    const place = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]]
    for (let point = 4; point < ROW; point += 2) {
      place.push((numbers[at + point] + across) / scale, (numbers[at + point + 1] + down) / scale)
    }
    return place
  }
}

// The middle of each anchor, shares of the side, across and down in turns.
export function anchors(layout: Layout): Float32Array {
  const middles: number[] = []
  for (const [stride, count] of layout.grids) {
    const cells = Math.floor(layout.side / stride)
    for (let down = 0; down < cells; down++)
      for (let across = 0; across < cells; across++)
        for (let each = 0; each < count; each++) middles.push((across + 0.5) / cells, (down + 0.5) / cells)
  }
  return Float32Array.from(middles)
}

// The network's input [side, side, 3], -1 to 1, the scale, and the picture's corner in it, pixels of the input.
export function letterboxed(picture: Picture, side: number) {
  const scale = side / Math.max(picture.height, picture.width)
  const width = Math.max(1, round(picture.width * scale)), height = Math.max(1, round(picture.height * scale))
  const { pixels, channels } = resized(picture, width, height)
  const left = Math.floor((side - width) / 2), top = Math.floor((side - height) / 2)
  const given = new Float32Array(side * side * 3).fill(-1)
  for (let row = 0; row < height; row++) {
    let to = 3 * ((top + row) * side + left), from = row * width * channels
    for (let column = 0; column < width; column++, to += 3, from += channels) {
      given[to] = pixels[from] / 127.5 - 1
      given[to + 1] = pixels[from + 1] / 127.5 - 1
      given[to + 2] = pixels[from + 2] / 127.5 - 1
    }
  }
  return { given, scale, left, top }
}

// One of those that overlap, each weighted by its score, which keeps a still face's box still.
function merged(found: Place[]): Place[] {
  let left = [...found].sort((one, other) => other.score - one.score)
  const faces: Place[] = []
  while (left.length) {
    const best = left[0]
    const same = left.filter(other => overlap(best.numbers, other.numbers) >= SAME)
    const total = same.reduce((sum, { score }) => sum + score, 0)
    const numbers = best.numbers.map((_, index) =>
      same.reduce((sum, other) => sum + (other.score / total) * other.numbers[index], 0))
    faces.push({ numbers, score: best.score })
    left = left.filter(other => !same.includes(other))
  }
  return faces
}

function overlap(one: number[], other: number[]): number {
  const shared =
    Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) *
    Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]))
  const area = (box: number[]) => (box[2] - box[0]) * (box[3] - box[1])
  return shared / Math.max(area(one) + area(other) - shared, 1e-9)
}

function candidate({ numbers, score }: Place): Candidate {
  const points: Point[] = []
  for (let at = 4; at < ROW; at += 2) points.push([numbers[at], numbers[at + 1]])
  return { side: numbers[2] - numbers[0], landmarks: points as unknown as Landmarks, score }
}
