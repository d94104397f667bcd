// How a face is framed for a model: the square that FER2013 would show of it, by a box or by points of the face.
import { constants } from "./constants.ts"
import { degrees, radians, round } from "./numbers.ts"
import { clipped, type Box } from "./results.ts"

export type Point = readonly [number, number] // across and down, pixels of the picture
// Right eye, left eye, nose, mouth, right ear, left ear; right and left are the person's own.
export type Landmarks = readonly [Point, Point, Point, Point, Point, Point]

// The square that is cut out for a model; it may reach over the picture's edge.
export interface Framing {
  readonly across: number // its middle, pixels of the picture
  readonly down: number
  readonly side: number // pixels
  readonly roll: number // degrees by which the square is turned with the clock
}

const { eyesDown, eyesAndMouth, nose: noseStandsOut, box: boxShare, steps: STEPS } = constants.framing
const { upright: leastTurned } = constants.framing

// Tilt of the head, degrees, roughly: positive where the picture's right side of the face is lower.
export function roll([[rightEye, above], [leftEye, below], , mouth]: Landmarks): number {
  const across = mouth[0] - (rightEye + leftEye) / 2, down = mouth[1] - (above + below) / 2
  return degrees(Math.atan2(below - above - across, leftEye - rightEye + down))
}

// Turn of the head to a side, degrees, roughly: positive towards the picture's right.
export function yaw(landmarks: Landmarks): number {
  const turn = radians(roll(landmarks))
  const [nose, right, left] = [landmarks[2], landmarks[4], landmarks[5]].map(
    ([across, down]) => across * Math.cos(turn) + down * Math.sin(turn))
  return degrees(Math.atan2(nose - (right + left) / 2, (Math.abs(left - right) / 2) * noseStandsOut))
}

// FER2013's frame of a face that BlazeFace found; `boxSide` is of BlazeFace's own box, pixels.
export function ofFace(landmarks: Landmarks, boxSide: number): Framing {
  const [[rightEye, above], [leftEye, below], , mouth] = landmarks
  const across = (rightEye + leftEye) / 2, down = (above + below) / 2
  const spread = Math.hypot(leftEye - rightEye, below - above, mouth[0] - across, mouth[1] - down)
  const side = (spread / eyesAndMouth + boxSide / boxShare) / 2
  const tilt = roll(landmarks), lower = (0.5 - eyesDown) * side
  return {
    across: across - lower * Math.sin(radians(tilt)), down: down + lower * Math.cos(radians(tilt)), side, roll: tilt,
  }
}

// The same square as models get it: turned only where the face is tilted more than they have seen.
export const upright = (framing: Framing): Framing =>
  Math.abs(framing.roll) > leastTurned ? framing : { ...framing, roll: 0 }

// The same square in whole steps, for a look whose answer leads to the next one.
export function settled({ across, down, side, roll }: Framing): Framing {
  const step = (value: number) => round(value * STEPS) / STEPS
  return { across: step(across), down: step(down), side: step(side), roll: step(roll) }
}

export const moved = (framing: Framing, right: number, lower: number): Framing =>
  ({ ...framing, across: framing.across + right, down: framing.down + lower })

// The square as it lies in the same picture, so many times as large.
export const scaledFraming = (framing: Framing, scale: number): Framing => ({
  across: framing.across * scale, down: framing.down * scale, side: framing.side * scale, roll: framing.roll,
})

// Intersection over union of two squares, 0 to 1, both taken as upright.
export function framingIou(one: Framing, other: Framing): number {
  const half = (one.side + other.side) / 2
  const across = Math.min(one.side, other.side, half - Math.abs(one.across - other.across))
  const down = Math.min(one.side, other.side, half - Math.abs(one.down - other.down))
  const shared = Math.max(0, across) * Math.max(0, down)
  return shared / (one.side ** 2 + other.side ** 2 - shared)
}

// The share of the square, 0 to 1, taken as upright, that lies outside a picture of this size.
export function outside(framing: Framing, width: number, height: number): number {
  const half = framing.side / 2
  const across = Math.min(width, framing.across + half) - Math.max(0, framing.across - half)
  const down = Math.min(height, framing.down + half) - Math.max(0, framing.down - half)
  return 1 - (Math.max(0, across) * Math.max(0, down)) / framing.side ** 2
}

// The part of an upright square of this size that lies in a picture; null where less than a pixel is left of it, or its
// middle lies outside.
export function boxOf({ across, down, side }: Framing, width: number, height: number): Box | null {
  if (!(side >= 1) || !(across >= 0 && across < width && down >= 0 && down < height)) return null
  const left = round(across - side / 2), top = round(down - side / 2), whole = round(side)
  return clipped({ left, top, width: whole, height: whole }, width, height)
}
