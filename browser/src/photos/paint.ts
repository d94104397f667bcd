// A picture with what was read of it.
import { draw } from "../page/overlay.ts"
import type { FrameResult } from "../results.ts"

// Paints a picture so large, with boxes, tags and bars where it was read; `family` is of their letters.
export function paint(
  context: CanvasRenderingContext2D, picture: ImageBitmap, result: FrameResult | null, width: number, height: number,
  family: string,
): void {
  context.clearRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  draw(context, result, width, height, { mirror: false, scores: true, family })
}

// The picture in its own pixels with all of that as a PNG, of which nothing else of the file is part.
export async function painted(picture: ImageBitmap, result: FrameResult, family: string): Promise<Blob | null> {
  const canvas = document.createElement("canvas")
  Object.assign(canvas, { width: picture.width, height: picture.height })
  paint(canvas.getContext("2d")!, picture, result, canvas.width, canvas.height, family)
  return new Promise(done => canvas.toBlob(done, "image/png"))
}
