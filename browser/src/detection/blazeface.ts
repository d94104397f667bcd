// Finding faces with BlazeFace: the full-range network proposes, the short-range one looks at each again, upright.
import { constants, type Sensitivity } from "../constants.ts"
import { boxOf, ofFace, settled, type Framing, type Landmarks, type Point } from "../framing.ts"
import { cutSquare } from "../images/cut.ts"
import type { Picture } from "../images/picture.ts"
import { radians } from "../numbers.ts"
import { area, iou } from "../results.ts"
import type { Network } from "../runtime.ts"
import type { Detection, Detector, Follower } from "./base.ts"
import { BlazeFaceNetwork } from "./network.ts"

const { seen: SEEN, same: SAME, looks: LOOKS, followed: FOLLOWED, network, settings } = constants.detection

// Where a face may be, and its score.
export interface Proposal {
  readonly framing: Framing
  readonly score: number
}

// Finds upright, tilted and turned faces of at least a twelfth of the picture's longer side, with their landmarks.
export class BlazeFaceDetector implements Detector, Follower {
  sensitivity: Sensitivity = "normal" // may be replaced at any time
  readonly #full: BlazeFaceNetwork
  readonly #short: BlazeFaceNetwork

  constructor(full: Network, short: Network) {
    this.#full = new BlazeFaceNetwork(full, network.full)
    this.#short = new BlazeFaceNetwork(short, network.short)
  }

  async detect(picture: Picture): Promise<Detection[]> {
    return this.confirm(picture, await this.propose(picture))
  }

  // Returns where a face may be in a picture in colour, best first.
  async propose(picture: Picture): Promise<Proposal[]> {
    const found = await this.#full.search(picture, settings[this.sensitivity].proposed)
    return found
      .map(({ landmarks, side, score }) => ({ framing: ofFace(landmarks, side), score }))
      .filter(({ framing }) => boxOf(framing, picture.width, picture.height))
  }

  // Returns the faces among the places where one may be, largest first, each where the second look sees it.
  async confirm(picture: Picture, proposed: readonly Proposal[]): Promise<Detection[]> {
    const faces: Detection[] = []
    for (const { framing, score } of proposed) {
      const face = await this.#look(picture, framing)
      if (face && this.#isFace(score, face.score)) faces.push(face)
    }
    return unique(faces)
  }

  #isFace(proposed: number, confirmed: number): boolean {
    const least = settings[this.sensitivity]
    return confirmed >= least.confirmed || (proposed + confirmed) / 2 >= least.together
  }

  async follow(picture: Picture, before: Detection): Promise<Detection | null> {
    let near = before.framing
    for (let look = 0; look < LOOKS; look++) {
      const face = await this.#look(picture, near)
      if (!face || face.score >= FOLLOWED) return face
      near = face.framing
    }
    return null
  }

  // The best face at a place, turned upright for this look; null when none is there.
  async #look(picture: Picture, place: Framing): Promise<Detection | null> {
    const near = settled(place)
    const side = SEEN * near.side, small = network.short.side
    const seen = cutSquare(picture, [near.across, near.down], side, near.roll, small, small)
    const [found] = await this.#short.search(seen, network.least)
    if (!found) return null
    const scale = side / small, turn = radians(near.roll)
    const across = scale * Math.cos(turn), down = scale * Math.sin(turn)
    const landmarks = found.landmarks.map(([x, y]): Point => {
      const [right, lower] = [x - small / 2, y - small / 2]
      return [right * across - lower * down + near.across, right * down + lower * across + near.down]
    }) as unknown as Landmarks
    const framing = ofFace(landmarks, scale * found.side)
    const box = boxOf(framing, picture.width, picture.height)
    const moved = Math.hypot(framing.across - near.across, framing.down - near.down)
    return box && moved <= SAME * near.side ? { box, score: found.score, landmarks, framing } : null
  }
}

// The faces largest first, and of those that lie over each other the one with the best score.
export function unique(faces: readonly Detection[]): Detection[] {
  const kept: Detection[] = []
  for (const face of [...faces].sort((one, other) => other.score - one.score)) {
    if (!kept.some(other => iou(face.box, other.box) > SAME)) kept.push(face)
  }
  return largestFirst(kept)
}

export const largestFirst = (faces: readonly Detection[]): Detection[] =>
  [...faces].sort((one, other) => area(other.box) - area(one.box))
