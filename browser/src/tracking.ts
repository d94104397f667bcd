// Who is who from frame to frame, and results smoothed over time. All times are seconds, never frames.
import { SteadyAnswer } from "./answers.ts"
import { constants } from "./constants.ts"
import { clamp, round } from "./numbers.ts"
import { SteadyFlags, SteadyQuality } from "./quality.ts"
import { center, usable, type Box, type FaceResult, type FrameResult } from "./results.ts"

const { maxDistance: MAX_DISTANCE, growth: GROWTH, velocityMemory: VELOCITY_MEMORY } = constants.tracking
const { resetGap: RESET_GAP, maxTracks: MAX_TRACKS } = constants.tracking
const LABELS = constants.labels.names

// How results are followed and smoothed.
export interface TrackingSettings {
  readonly threshold: number // best probability from which an answer counts as sure; the model's card has it
  readonly smoothing: number // seconds, time constant of the probabilities and issues; 0 shows each frame's own
  readonly boxSmoothing: number // seconds, likewise of the box that is shown
  readonly confirmAfter: number // seconds that a face must have been seen before it is shown
  readonly maxLost: number // seconds after which a face that is not seen any more is dropped
}

type Place = readonly number[] // middle x, middle y, width, height

interface Track {
  place: Place // shares of the frame, as last detected
  shown: Place // the same, smoothed
  velocity: readonly number[] // of the middle, shares of the frame a second
  readonly said: SteadyAnswer
  readonly quality: SteadyQuality
  readonly firstSeen: number
  lastSeen: number
  baseline: boolean
  trackId: number // 0 until the face is confirmed
  displayNumber: number
}

// Follows the faces of one stream; `settings` may be replaced at any time. Places are kept as shares of the frame, so
// that faces stay who they are when a stream changes its size.
export class Tracker {
  settings: TrackingSettings
  #tracks: Track[] = []
  #dark = new SteadyFlags([false])
  #confirmed = 0
  #now = -Infinity

  constructor(settings: TrackingSettings = constants.tracking.settings) {
    this.settings = settings
  }

  // Takes the newest frame's own result, its faces in any order, and returns what to show: the faces that are confirmed
  // and not lost, by their numbers. `at`: seconds; a step back, one of more than 2 s or another scene begins anew.
  update(result: FrameResult, at: number, anotherScene = false): FrameResult {
    const passed = at - this.#now
    if (anotherScene || !(passed >= 0 && passed <= RESET_GAP)) {
      this.#tracks = []
      this.#dark = new SteadyFlags([result.tooDark])
    } else {
      this.#dark.update([result.tooDark], shareOf(passed, this.settings.smoothing))
    }
    this.#now = at
    const scale = [result.width, result.height, result.width, result.height]
    const faces = [...result.faces].sort(fromTheLeft)
    const places = faces.map(({ box }) => divided([...center(box), box.width, box.height], scale))
    const matches = this.#match(places, scale, at)
    faces.forEach((face, index) => {
      const track = matches.get(index)
      if (track) this.#follow(track, places[index], face, at)
      else this.#begin(places[index], face, at)
    })
    this.#confirmAndDrop(at)
    return this.#result(result, scale, at)
  }

  // Pairs detections with tracks, nearest pairs first.
  #match(places: readonly Place[], scale: Place, at: number): Map<number, Track> {
    const pairs: { distance: number; index: number; track: Track }[] = []
    for (const track of this.#tracks) {
      // A face that moves while the stream stands still is not looked for arbitrarily far away.
      const expected = times(expectedOf(track, Math.min(at - track.lastSeen, this.settings.maxLost)), scale)
      places.forEach((place, index) => {
        const detected = times(place, scale)
        const size = (Math.max(expected[2], expected[3]) + Math.max(detected[2], detected[3])) / 2
        const distance = Math.hypot(expected[0] - detected[0], expected[1] - detected[1]) / size
        const growth = Math.max(expected[2] / detected[2], detected[2] / expected[2])
        if (distance <= MAX_DISTANCE && growth <= GROWTH) {
          pairs.push({ distance: distance + 0.5 * Math.log(growth), index, track })
        }
      })
    }
    const matches = new Map<number, Track>(), taken = new Set<Track>()
    for (const { index, track } of pairs.sort((one, other) => one.distance - other.distance)) {
      if (matches.has(index) || taken.has(track)) continue
      matches.set(index, track)
      taken.add(track)
    }
    return matches
  }

  #begin(place: Place, face: FaceResult, at: number): void {
    this.#tracks.push({
      place, shown: place, velocity: [0, 0],
      said: new SteadyAnswer(face.probabilities, this.settings.threshold), quality: new SteadyQuality(face.quality),
      firstSeen: at, lastSeen: at, baseline: face.baseline, trackId: 0, displayNumber: 0,
    })
  }

  #follow(track: Track, place: Place, face: FaceResult, at: number): void {
    const passed = at - track.lastSeen, { threshold, smoothing, boxSmoothing } = this.settings
    if (passed > 0) {
      // Smoothing the speed (moved / passed), in an order in which two frames almost at once cannot overflow.
      const share = shareOf(passed, VELOCITY_MEMORY), before = track.place
      track.velocity = track.velocity.map(
        (speed, axis) => speed + ((share / passed) * (place[axis] - before[axis]) - share * speed))
    }
    track.place = place
    const boxShare = shareOf(passed, boxSmoothing)
    track.shown = track.shown.map((value, index) => value + boxShare * (place[index] - value))
    const share = shareOf(passed, smoothing)
    track.said.update(face.probabilities, passed, share, threshold)
    track.quality.update(face.quality, share)
    track.lastSeen = at
    track.baseline = face.baseline
  }

  // Gives numbers to faces seen long enough; drops those that this frame misses, and not it alone.
  #confirmAndDrop(at: number): void {
    const { confirmAfter, maxLost } = this.settings
    for (const track of this.#tracks) {
      if (track.trackId || track.lastSeen !== at || !(at - track.firstSeen >= confirmAfter)) continue
      track.trackId = ++this.#confirmed
      const used = new Set(this.#tracks.map(other => other.displayNumber))
      let free = 1
      while (used.has(free)) free++
      track.displayNumber = free
    }
    const kept = this.#tracks.filter(track => at - track.lastSeen <= (track.trackId ? maxLost : confirmAfter))
    this.#tracks = kept.slice(0, MAX_TRACKS)
  }

  #result({ width, height, frame }: FrameResult, scale: Place, at: number): FrameResult {
    const confirmed = this.#tracks.filter(track => track.trackId)
    const faces = confirmed.sort((one, other) => one.displayNumber - other.displayNumber).map((track): FaceResult => {
      const quality = track.quality.now, { label, sure, rival } = track.said.answer
      return {
        box: boxOf(times(track.shown, scale), width, height), probabilities: track.said.probabilities,
        label, sure: sure && usable(quality), displayNumber: track.displayNumber, trackId: track.trackId,
        quality, rival, baseline: track.baseline,
      }
    })
    return { width, height, faces, at, frame, followed: null, tooDark: !faces.length && this.#dark.flags[0] }
  }
}

// How much of the way to a new value exponential smoothing goes in the time that has passed.
const shareOf = (passed: number, timeConstant: number): number =>
  timeConstant <= 0 ? 1 : -Math.expm1(-passed / timeConstant)

const times = (place: Place, scale: Place): Place => place.map((value, index) => value * scale[index])
const divided = (place: Place, scale: Place): Place => place.map((value, index) => value / scale[index])
const expectedOf = ({ place, velocity }: Track, passed: number): Place =>
  place.map((value, axis) => (axis < 2 ? value + velocity[axis] * passed : value))

// The order in which faces are taken, so that numbers do not depend on the order in which they were found.
function fromTheLeft(one: FaceResult, other: FaceResult): number {
  const [first, second] = [one, other].map(({ box, probabilities }) =>
    [box.left, box.top, box.width, box.height, ...probabilities])
  const differs = first.findIndex((value, index) => value !== second[index])
  if (differs >= 0) return first[differs] - second[differs]
  const names = [LABELS[one.label], LABELS[other.label]]
  return names[0] < names[1] ? -1 : names[0] > names[1] ? 1 : 0
}

function boxOf([across, down, width, height]: Place, frameWidth: number, frameHeight: number): Box {
  const left = clamp(round(across - width / 2), 0, frameWidth - 1)
  const top = clamp(round(down - height / 2), 0, frameHeight - 1)
  const right = Math.min(frameWidth, Math.max(left + 1, round(across + width / 2)))
  const bottom = Math.min(frameHeight, Math.max(top + 1, round(down + height / 2)))
  return { left, top, width: right - left, height: bottom - top }
}
