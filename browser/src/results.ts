// The results that travel through everything: a box, a face's result, a frame's result. None is changed once made.
import { round } from "./numbers.ts"

// A rectangle in whole pixels of the frame that it was found in, inside that frame, at least 1x1.
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export const right = (box: Box): number => box.left + box.width
export const bottom = (box: Box): number => box.top + box.height
export const center = (box: Box): readonly [number, number] => [box.left + box.width / 2, box.top + box.height / 2]
export const area = (box: Box): number => box.width * box.height

// Intersection over union, 0 to 1.
export function iou(one: Box, other: Box): number {
  const across = Math.min(right(one), right(other)) - Math.max(one.left, other.left)
  const down = Math.min(bottom(one), bottom(other)) - Math.max(one.top, other.top)
  const shared = Math.max(0, across) * Math.max(0, down)
  return shared / (area(one) + area(other) - shared)
}

// The part of a box that lies inside a picture of that size, null when nothing does.
export function clipped(box: Box, width: number, height: number): Box | null {
  const left = Math.max(0, box.left), top = Math.max(0, box.top)
  const across = Math.min(width, right(box)) - left, down = Math.min(height, bottom(box)) - top
  return across > 0 && down > 0 ? { left, top, width: across, height: down } : null
}

// The box as it lies after the frame is flipped left to right.
export const mirrored = (box: Box, frameWidth: number): Box => ({ ...box, left: frameWidth - right(box) })

// The box as it lies in the same picture of another size, inside it and at least 1x1.
export function scaled(box: Box, across: number, down: number, width: number, height: number): Box {
  const left = Math.min(width - 1, round(box.left * across)), top = Math.min(height - 1, round(box.top * down))
  return {
    left, top,
    width: Math.max(1, Math.min(width - left, round(box.width * across))),
    height: Math.max(1, Math.min(height - top, round(box.height * down))),
  }
}

// How well a face can be seen; null where nothing is known.
export interface FaceQuality {
  readonly yaw: number | null // degrees, roughly: positive towards the picture's right
  readonly roll: number | null // degrees, roughly: positive with the clock
  readonly score: number | null // the detector's, 0 to 1
  readonly issues: readonly number[] // what keeps the face from being read: indices into the issues, ascending
}

export const usable = (quality: FaceQuality): boolean => quality.issues.length === 0

// What one face looks like; labels are indices into the seven.
export interface FaceResult {
  readonly box: Box
  readonly probabilities: readonly number[] // in the labels' order, sum 1
  readonly label: number
  readonly sure: boolean
  readonly displayNumber: number
  readonly trackId: number // 1, 2, 3 ... never used twice; 0 in a still picture
  readonly quality: FaceQuality
  readonly rival: number | null // the other label that an unsure answer lies close to
  readonly baseline: boolean // whether the person's neutral baseline was subtracted
}

export interface FrameResult {
  readonly width: number // pixels
  readonly height: number
  readonly faces: readonly FaceResult[]
  readonly at: number // seconds; 0 for a still picture
  readonly frame: number // index of the frame in its stream, from 0
  readonly followed: number | null // trackId of the face that a stream follows
  readonly tooDark: boolean // whether no face was found and the picture as a whole is too dark for that
}

// The face with the largest box, the first where several are; null where there is none.
export function largest(result: FrameResult): FaceResult | null {
  return result.faces.reduce<FaceResult | null>(
    (best, face) => (best && area(best.box) >= area(face.box) ? best : face), null)
}

// The face that is followed, where none is the largest; null when it is not in view.
export function inFocus(result: FrameResult): FaceResult | null {
  if (result.followed === null) return largest(result)
  return result.faces.find(face => face.trackId === result.followed) ?? null
}

// The result with its boxes in the pixels of a frame of another size.
export function scaledResult(result: FrameResult, width: number, height: number): FrameResult {
  if (result.width === width && result.height === height) return result
  const across = width / result.width, down = height / result.height
  const faces = result.faces.map(face => ({ ...face, box: scaled(face.box, across, down, width, height) }))
  return { ...result, width, height, faces }
}
