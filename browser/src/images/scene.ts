// Whether a stream shows another scene all at once: a cut in a video, or a camera that was moved or turned.
import { constants } from "../constants.ts"
import { sum } from "../numbers.ts"
import type { Picture } from "./picture.ts"
import { resized } from "./resize.ts"

const { another: ANOTHER, size: [WIDTH, HEIGHT], flat: FLAT } = constants.scene

// Compares each picture of a stream with the one before. Brighter or darker light is no other scene.
export class SceneWatch {
  #before: readonly number[] | null = null

  // Whether a stream's next picture, grey, shows another scene than the one before.
  changed(grey: Picture): boolean {
    const levels = Array.from(resized(grey, WIDTH, HEIGHT, true).pixels), mean = sum(levels) / levels.length
    const small = levels.map(level => level - mean), before = this.#before
    this.#before = small
    if (before === null || Math.min(deviation(before), deviation(small)) < FLAT) return false
    const shared = sum(small.map((level, index) => level * before[index])) / small.length
    return shared / (deviation(before) * deviation(small)) < ANOTHER
  }
}

// Standard deviation of levels whose mean is 0.
const deviation = (levels: readonly number[]): number =>
  Math.sqrt(sum(levels.map(level => level * level)) / levels.length)
