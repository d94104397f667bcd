// Finding the faces of a stream: everywhere now and then, in between only around where they were.
import { constants } from "../constants.ts"
import type { Picture } from "../images/picture.ts"
import { iou } from "../results.ts"
import type { Detection, Detector, Follower } from "./base.ts"
import { largestFirst } from "./blazeface.ts"

const { pictures: PICTURES, same: SAME, missed: MISSED } = constants.detection.stream

// Finds the faces of one stream at a fraction of the cost of searching each picture whole. Where none was found, or
// fewer than before, or one is not where it was, the whole picture is searched at once.
export class StreamDetector implements Detector {
  readonly #detector: Detector & Follower
  #known: Detection[] = []
  #size = ""
  #left = 0 // pictures until the next one that is searched whole

  constructor(detector: Detector & Follower) {
    this.#detector = detector
  }

  async detect(picture: Picture): Promise<Detection[]> {
    const size = `${picture.width}x${picture.height}`
    const same = size === this.#size
    if (this.#left && same) {
      const faces = await this.#followed(picture)
      if (faces) {
        this.#left -= 1
        return (this.#known = faces)
      }
    }
    const before = same ? this.#known : []
    this.#known = await this.#searched(picture, before)
    this.#size = size
    this.#left = this.#known.length && this.#known.length >= before.length ? PICTURES - 1 : 0
    return this.#known
  }

  // The faces of a whole picture, and the known ones that are there all the same.
  async #searched(picture: Picture, before: readonly Detection[]): Promise<Detection[]> {
    const faces = await this.#detector.detect(picture)
    for (const known of before) {
      if (faces.some(face => iou(known.box, face.box) >= MISSED)) continue
      const kept = await this.#detector.follow(picture, known)
      if (kept && faces.every(face => iou(kept.box, face.box) < MISSED)) faces.push(kept)
    }
    return largestFirst(faces)
  }

  // Where the known faces are now, null if one is not there any more, or was known twice.
  async #followed(picture: Picture): Promise<Detection[] | null> {
    const faces: Detection[] = []
    for (const before of this.#known) {
      const face = await this.#detector.follow(picture, before)
      if (!face || faces.some(other => iou(face.box, other.box) > SAME)) return null
      faces.push(face)
    }
    return largestFirst(faces)
  }
}
