// Pictures cut and resized in browser/src, for test_images.py; pixels travel as base64.
import { Buffer } from "node:buffer"
import { cutFaces, inputOf, type InputSpec } from "../../../browser/src/classification/crops.ts"
import type { Framing } from "../../../browser/src/framing.ts"
import { cut, cutSquare } from "../../../browser/src/images/cut.ts"
import { grey, greyPart } from "../../../browser/src/images/grey.ts"
import type { Picture } from "../../../browser/src/images/picture.ts"
import { resized } from "../../../browser/src/images/resize.ts"
import { SceneWatch } from "../../../browser/src/images/scene.ts"

type Packed = Omit<Picture, "pixels"> & { pixels: string }
type Edges = [left: number, top: number, right: number, bottom: number]

const unpacked = (packed: Packed): Picture => ({ ...packed, pixels: Buffer.from(packed.pixels, "base64") })
const packed = (picture: Picture): Packed =>
  ({ ...picture, pixels: Buffer.from(picture.pixels).toString("base64") })

export const greys = (pictures: Packed[]) => pictures.map(picture => packed(grey(unpacked(picture))))

export const parts = (cases: [Packed, Edges][]) => cases.map(([picture, edges]) =>
  [packed(cut(unpacked(picture), ...edges)), packed(greyPart(unpacked(picture), ...edges))])

export const sizes = (cases: [Packed, number, number][]) =>
  cases.map(([picture, width, height]) => packed(resized(unpacked(picture), width, height)))

export const squares = (cases: [Packed, [number, number], number, number, [number, number]][]) =>
  cases.map(([picture, middle, side, roll, size]) => packed(cutSquare(unpacked(picture), middle, side, roll, ...size)))

export function scenes(pictures: Packed[]): boolean[] {
  const watch = new SceneWatch()
  return pictures.map(picture => watch.changed(unpacked(picture)))
}

export const faces = ([picture, framings, specs]: [Packed, Framing[], InputSpec[]]) =>
  specs.map(spec => cutFaces(unpacked(picture), framings, spec).map(packed))

export const inputs = (cases: [Packed, InputSpec][]) =>
  cases.map(([picture, spec]) => Array.from(inputOf(unpacked(picture), spec)))
