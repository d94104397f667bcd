// Files that are made in the browser and go no further than the visitor's own disk.

// Saves the picture in the camera's own size, with what `draw` draws over it.
export async function saveSnapshot(
  video: HTMLVideoElement, mirror: boolean, draw: (context: CanvasRenderingContext2D, w: number, h: number) => void,
): Promise<void> {
  const { videoWidth: width, videoHeight: height } = video
  if (!width) return
  const canvas = Object.assign(document.createElement("canvas"), { width, height })
  const context = canvas.getContext("2d")!
  if (mirror) context.setTransform(-1, 0, 0, 1, width, 0)
  context.drawImage(video, 0, 0)
  context.setTransform(1, 0, 0, 1, 0, 0)
  draw(context, width, height)
  const picture = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"))
  if (picture) save(picture, "png")
}

export const saveCsv = (text: string): void => save(new Blob([text], { type: "text/csv" }), "csv")

const save = (content: Blob, ending: string): void =>
  saveAs(content, `mien-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.${ending}`)

// Saves a file; browsers leave out of its name what may not stand in one.
export function saveAs(content: Blob, name: string): void {
  const file = document.createElement("a")
  file.href = URL.createObjectURL(content)
  file.download = name
  file.click()
  setTimeout(() => URL.revokeObjectURL(file.href), 1000)
}
