// Whom a stream follows among several people: one person, until another is clearly nearer for a while.
import { constants } from "./constants.ts"
import { area, largest, type FrameResult } from "./results.ts"

const { lead: LEAD, patience: PATIENCE, longestStep: LONGEST_STEP } = constants.focus
const { resetGap: RESET_GAP } = constants.tracking

// Chooses whom one stream follows. The time in which another face is clearly larger adds up, and the time in which it
// is not is taken off again, down to nothing, since boxes flutter.
export class Focus {
  #followed: number | null = null
  #largerFor = new Map<number, number>() // seconds, by the trackId of each face that is clearly larger
  #now = -Infinity

  // Takes a stream's next result and returns the trackId of the face that is followed; null without any face. The
  // largest is followed at first, when the followed one has gone, and where the tracker begins anew.
  update(result: FrameResult): number | null {
    const passed = result.at - this.#now
    this.#now = result.at
    const areas = new Map(result.faces.map(face => [face.trackId, area(face.box)]))
    const followed = this.#followed === null ? undefined : areas.get(this.#followed)
    if (followed === undefined || !(passed >= 0 && passed <= RESET_GAP)) {
      return this.#follow(largest(result)?.trackId ?? null)
    }
    const largerFor = new Map<number, number>(), step = Math.min(passed, LONGEST_STEP)
    for (const [trackId, size] of areas) {
      const before = this.#largerFor.get(trackId)
      if (size >= LEAD * followed) largerFor.set(trackId, before === undefined ? 0 : before + step)
      else if (before !== undefined && before > step) largerFor.set(trackId, before - step)
    }
    this.#largerFor = largerFor
    const ready = result.faces.filter(face => (largerFor.get(face.trackId) ?? 0) >= PATIENCE)
    return ready.length ? this.#follow(largest({ ...result, faces: ready })!.trackId) : this.#followed
  }

  #follow(trackId: number | null): number | null {
    this.#followed = trackId
    this.#largerFor = new Map()
    return trackId
  }
}
