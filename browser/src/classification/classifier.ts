// Reading the expression of faces with a model in LiteRT's format.
import type { Framing } from "../framing.ts"
import type { Picture } from "../images/picture.ts"
import type { Network } from "../runtime.ts"
import { apply, type Calibration } from "./calibration.ts"
import { cutFaces, inputOf, type InputSpec } from "./crops.ts"

// What a model's card says of it, as far as running it needs.
export interface ModelSpec {
  readonly input: InputSpec
  readonly calibration: Calibration
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

  // Returns the probabilities of each face in the labels' order.
  async classify(crops: readonly Picture[]): Promise<number[][]> {
    const probabilities: number[][] = []
    for (const crop of crops) {
      const [answer] = await this.#network.run(inputOf(crop, this.input))
      probabilities.push(apply(this.calibration, [...answer]))
    }
    return probabilities
  }
}
