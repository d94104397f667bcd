// A picture with what was read of it.
import { draw } from "../page/overlay.ts"
import type { FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"

// How a picture is painted.
export interface Manner {
  readonly scores: boolean // with bars
  readonly smallest?: number // pixels of a capital letter's height, where it is shown smaller than it is painted
}

// Paints a picture so large, with boxes and tags where it was read; `family` is of their letters.
function paint(
  context: CanvasRenderingContext2D, picture: ImageBitmap, result: FrameResult | null, width: number, height: number,
  family: string, manner: Manner,
): void {
  context.clearRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  draw(context, result, width, height, { mirror: false, family, ...manner })
}

// The picture in its own pixels with all of that as a PNG, of which nothing else of the file is part.
export async function painted(picture: ImageBitmap, result: FrameResult, family: string): Promise<Blob | null> {
  const canvas = document.createElement("canvas")
  Object.assign(canvas, { width: picture.width, height: picture.height })
  paint(canvas.getContext("2d")!, picture, result, canvas.width, canvas.height, family, { scores: true })
  return new Promise(done => canvas.toBlob(done, "image/png"))
}

// A canvas on the page that shows a picture, painted anew when something of it changed.
export class Painting {
  readonly #canvas: HTMLCanvasElement
  readonly #manner: Manner
  #painted: readonly unknown[] = [] // what it shows, and in which size

  constructor(canvas: HTMLCanvasElement, manner: Manner) {
    this.#canvas = canvas
    this.#manner = manner
  }

  // Paints the picture so large, each pixel of that with so many of the canvas's.
  show({ shown, result }: Photo, across: number, down: number, scale: number): void {
    const painted = [result, shown, across, down, scale]
    if (!shown || !across || painted.every((part, index) => part === this.#painted[index])) return
    this.#painted = painted
    Object.assign(this.#canvas, { width: Math.round(across * scale), height: Math.round(down * scale) })
    const context = this.#canvas.getContext("2d")!
    context.setTransform(scale, 0, 0, scale, 0, 0)
    paint(context, shown, result, across, down, getComputedStyle(this.#canvas).fontFamily, this.#manner)
  }
}
