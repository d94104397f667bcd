// Pictures out of files as far as this browser opens them, upright, what is transparent on white.
import { sum } from "../files.ts"

const LARGEST = 2 ** 24 // pixels that are read of a picture at most: every browser's canvas holds as many

// A picture to be read: `width` and `height` are its own, of which the pixels may be a reduced copy.
export interface Opened {
  readonly pixels: ImageBitmap
  readonly width: number
  readonly height: number
}

// Opens a file; null where this browser cannot.
export async function opened(file: Blob): Promise<Opened | null> {
  const image = new Image(), address = URL.createObjectURL(file)
  try {
    image.src = address
    await image.decode()
    const { naturalWidth: width, naturalHeight: height } = image // as a camera's orientation says
    return { pixels: reduced(image, width, height, Math.sqrt(LARGEST / (width * height))), width, height }
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(address)
  }
}

// A copy of a picture of this size, so many times as large where that is less than 1.
export function reduced(picture: CanvasImageSource, width: number, height: number, scale: number): ImageBitmap {
  const size = (length: number) => Math.max(1, Math.floor(length * Math.min(1, scale)))
  const canvas = new OffscreenCanvas(size(width), size(height)), context = canvas.getContext("2d", { alpha: false })!
  context.fillStyle = "#fff"
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = "high"
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.transferToImageBitmap()
}

// What is the same for files of the same bytes; empty where these cannot be had.
export const sumOf = (file: Blob): Promise<string> =>
  file.arrayBuffer().then(content => sum(new Uint8Array(content))).catch(() => "")
