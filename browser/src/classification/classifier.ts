// Reading the expression of faces with a model in LiteRT's format.
import type { Framing } from "../framing.ts"
import type { Picture } from "../images/picture.ts"
import type { Network } from "../runtime.ts"
import { constants } from "../constants.ts"
import { apply, type Calibration } from "./calibration.ts"
import { cutFaces, inputOf, type InputSpec } from "./crops.ts"

const SIZE = constants.labels.names.length
const DOUBTS = constants.words.doubts.length // size of a second output
const NONE: readonly number[] = constants.words.doubts.map(() => 0)

// What a model's card says of it, as far as running it needs.
export interface ModelSpec {
  readonly input: InputSpec
  readonly calibration: Calibration
}

// What a model says of a face: probabilities in the labels' order; and doubts, 0 to 1: how likely it is no face, and the
// share of people who could not tell.
export interface Classified {
  readonly probabilities: number[]
  readonly doubts: readonly number[]
}

// A model, told what it reads; both may be replaced between two faces.
export class Classifier {
  readonly input: InputSpec
  calibration: Calibration
  readonly #network: Network

  constructor(network: Network, { input, calibration }: ModelSpec) {
    const expected = [1, input.height, input.width, input.channels]
    if (network.shape.join() !== expected.join()) {
      throw new Error(`the network takes [${network.shape.join(", ")}], its card says [${expected.join(", ")}]`)
    }
    this.input = input
    this.calibration = calibration
    this.#network = network
  }

  // Cuts faces out as the model sees them, grey or in colour.
  cut(picture: Picture, framings: readonly Framing[]): Picture[] {
    return cutFaces(picture, framings, this.input)
  }

  // Returns what the model says of each face; one without a second output has no doubts.
  async classify(crops: readonly Picture[]): Promise<Classified[]> {
    const said: Classified[] = []
    for (const crop of crops) {
      const outputs = await this.#network.run(inputOf(crop, this.input))
      const answer = outputs[this.#network.lasts.indexOf(SIZE)]
      const doubts = outputs[this.#network.lasts.indexOf(DOUBTS)] ?? NONE
      said.push({ probabilities: apply(this.calibration, [...answer]), doubts: [...doubts] })
    }
    return said
  }
}
