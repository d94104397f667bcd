// Reads faces beside the page, so that the page stays smooth: its messages come in order, and are done in order.
import { supportsFeature } from "@litertjs/core"
import { analyzePhoto } from "./analysis.ts"
import { Classifier } from "./classification/classifier.ts"
import type { Sensitivity } from "./constants.ts"
import { BlazeFaceDetector } from "./detection/blazeface.ts"
import { TiledDetector } from "./detection/tiles.ts"
import { fetched, FileError } from "./files.ts"
import type { Picture } from "./images/picture.ts"
import { LiveReader, type LiveSettings } from "./live.ts"
import type { Accelerator, FileAt, Files, FromWorker, Model, ToWorker } from "./messages.ts"
import { assertReadable, HiddenError } from "./readable.ts"
import { openNetwork, openRuntime, type Network } from "./runtime.ts"

const scope = self as unknown as {
  postMessage(message: FromWorker): void
  onmessage: (event: MessageEvent<ToWorker>) => void
}
const tell = (message: FromWorker) => scope.postMessage(message)

class Program {
  #accelerator: Accelerator = "wasm"
  #detector: BlazeFaceDetector | null = null
  #network: Network | null = null // of the classifier
  #classifier: Classifier | null = null
  #settings: LiveSettings | null = null
  #reader: LiveReader | null = null

  async open(files: Files, accelerator: Accelerator): Promise<void> {
    assertReadable(context)
    this.#accelerator = accelerator
    const relaxed = await supportsFeature("relaxedSimd")
    // The runtime's own script asks for the large part again and has it from the browser's cache.
    const [, full, short] = await all([relaxed ? files.wasm : files.compat, files.full, files.short])
    await openRuntime(files.runtime)
    this.#detector = new BlazeFaceDetector(await openNetwork(full, accelerator), await openNetwork(short, accelerator))
  }

  async choose(model: Model): Promise<void> {
    const [content] = await all([model.file])
    const network = await openNetwork(content, this.#accelerator)
    this.#classifier = new Classifier(network, model)
    this.#network?.close()
    this.#network = network
    this.begin()
    tell({ kind: "ready" })
  }

  obey(settings: LiveSettings): void {
    this.#settings = settings
    if (this.#reader) this.#reader.settings = settings
    else this.begin()
  }

  begin(): void {
    const ready = this.#detector && this.#classifier && this.#settings
    this.#reader = ready ? new LiveReader(this.#detector!, this.#classifier!, this.#settings!) : null
  }

  async read(picture: Picture, at: number, frame: number): Promise<void> {
    if (!this.#reader) throw new Error("a frame came before the networks")
    tell({ kind: "read", live: await this.#reader.read(picture, at, frame) })
  }

  async readPhoto(picture: Picture, id: number, sensitivity: Sensitivity): Promise<void> {
    if (!this.#detector || !this.#classifier) throw new Error("a photo came before the networks")
    this.#detector.sensitivity = sensitivity
    const { result } = await analyzePhoto(picture, new TiledDetector(this.#detector), this.#classifier)
    tell({ kind: "photo", id, result })
  }
}

// Fetches files side by side, and tells how far they are together.
async function all(files: readonly FileAt[]): Promise<Uint8Array<ArrayBuffer>[]> {
  const loaded = files.map(() => 0), total = files.reduce((sum, file) => sum + file.size, 0)
  return Promise.all(files.map((file, index) => fetched(file, bytes => {
    loaded[index] = bytes
    tell({ kind: "progress", loaded: loaded.reduce((sum, part) => sum + part, 0), total })
  })))
}

const canvas = new OffscreenCanvas(1, 1)
const context = canvas.getContext("2d", { willReadFrequently: true })!

// The pixels of a picture, which is released.
function pixelsOf(picture: ImageBitmap | Picture): Picture {
  if (!(picture instanceof ImageBitmap)) return picture
  const { width, height } = picture
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  context.drawImage(picture, 0, 0)
  picture.close()
  return { pixels: context.getImageData(0, 0, width, height).data, width, height, channels: 4 }
}

const program = new Program()

async function answer(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case "open": return program.open(message.files, message.accelerator)
    case "model": return program.choose(message.model)
    case "settings": return program.obey(message.settings)
    case "begin": return program.begin()
    case "frame": return program.read(pixelsOf(message.picture), message.at, message.frame)
    case "photo": return program.readPhoto(pixelsOf(message.picture), message.id, message.sensitivity)
  }
}

function failed(message: ToWorker, error: unknown): void {
  const what = error instanceof HiddenError ? "hidden" : error instanceof FileError ? "file"
    : "open model".includes(message.kind) ? "runtime" : "reading"
  tell({ kind: "failed", what, reason: error instanceof Error ? error.message : String(error) })
}

let before: Promise<void> = Promise.resolve()
scope.onmessage = ({ data }) => {
  before = before.then(() => answer(data)).catch(error => failed(data, error))
}
