// Whether this browser hands out the pixels of pictures: some give noise in their place, against fingerprints.

const GREY = "#808080", LEVEL = 128
const MOST = 16 // levels by which they may differ on average; those that only mix in a little noise can be read

export class HiddenError extends Error {}

// Throws HiddenError where what is drawn into a canvas does not come out of it; draws over the whole of it.
export function assertReadable(context: OffscreenCanvasRenderingContext2D): void {
  const { width, height } = Object.assign(context.canvas, { width: 16, height: 16 })
  context.fillStyle = GREY
  context.fillRect(0, 0, width, height)
  const levels = context.getImageData(0, 0, width, height).data.filter((_, index) => index % 4 < 3) // without alpha
  const apart = levels.reduce((sum, level) => sum + Math.abs(level - LEVEL), 0) / levels.length
  if (apart > MOST) throw new HiddenError("this browser hides the pixels of pictures")
}
