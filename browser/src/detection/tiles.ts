// Finding faces of all sizes in a photo: in the whole picture, and in pieces of it.
import { constants } from "../constants.ts"
import { framingIou, moved, scaledFraming } from "../framing.ts"
import { cut } from "../images/cut.ts"
import type { Picture } from "../images/picture.ts"
import { resized } from "../images/resize.ts"
import { round } from "../numbers.ts"
import type { Detection, Detector } from "./base.ts"
import type { BlazeFaceDetector, Proposal } from "./blazeface.ts"

const { megapixels: MEGAPIXELS, tiles: TILES, small: SMALL, overlap: OVERLAP, same: SAME } = constants.detection.tiles

// Finds the faces of a still picture, small ones in large pictures too.
export class TiledDetector implements Detector {
  readonly #detector: BlazeFaceDetector

  constructor(detector: BlazeFaceDetector) {
    this.#detector = detector
  }

  async detect(picture: Picture): Promise<Detection[]> {
    return this.#detector.confirm(picture, await this.#places(picture))
  }

  // Where faces may be, best first, each place once.
  async #places(picture: Picture): Promise<Proposal[]> {
    const scale = Math.min(1, Math.sqrt((MEGAPIXELS * 1e6) / (picture.height * picture.width)))
    const size = (length: number) => Math.max(1, round(length * scale))
    const searched = scale < 1 ? resized(picture, size(picture.width), size(picture.height)) : picture
    const places = await this.#detector.propose(searched)
    const side = TILES[searched.height * searched.width > SMALL * 1e6 ? 1 : 0]
    for (const [left, top] of corners(searched.width, searched.height, side)) {
      const right = Math.min(searched.width, left + side), bottom = Math.min(searched.height, top + side)
      const found = await this.#detector.propose(cut(searched, left, top, right, bottom))
      places.push(...found.map(({ framing, score }) => ({ framing: moved(framing, left, top), score })))
    }
    const kept: Proposal[] = []
    for (const place of places.sort((one, other) => other.score - one.score)) {
      if (!kept.some(other => framingIou(place.framing, other.framing) > SAME)) kept.push(place)
    }
    return kept.map(({ framing, score }) => ({ framing: scaledFraming(framing, 1 / scale), score }))
  }
}

// The left and top of each piece; none for a picture that is one piece itself.
function corners(width: number, height: number, side: number): [number, number][] {
  if (Math.max(width, height) <= side) return []
  return starts(height, side).flatMap(top => starts(width, side).map((left): [number, number] => [left, top]))
}

function starts(length: number, side: number): number[] {
  const count = Math.max(1, Math.ceil((length - OVERLAP) / (side - OVERLAP)))
  const last = Math.max(0, length - side)
  return Array.from({ length: count }, (_, index) => round((index * last) / Math.max(1, count - 1)))
}
