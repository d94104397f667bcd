// The worker that reads faces, as the page sees it: opened once, asked for one frame at a time.
import type { Accelerator, Failure, FileAt, Files, FromWorker, Model, ToWorker } from "../messages.ts"
import type { Sensitivity } from "../constants.ts"
import type { LiveResult, LiveSettings } from "../live.ts"
import type { FrameResult } from "../results.ts"

// What the page wants to hear of.
export interface Listener {
  progress(share: number): void // 0 to 1, of what is fetched
  ready(): void
  read(live: LiveResult): void
  failed(what: Failure, reason: string): void
}

// One worker, which lives as long as the page.
export class Program {
  ready = false // whether frames can be read
  busy = false // whether one is being read
  readonly #worker: Worker
  readonly #photos = new Map<number, (result: FrameResult | null) => void>()

  constructor(address: string, files: Files, accelerator: Accelerator, listener: Listener) {
    this.#worker = new Worker(absolute(address))
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data, listener)
    const missing = { kind: "failed", what: "file", reason: "the program did not load" } as const
    this.#worker.onerror = () => this.#hear(missing, listener)
    const { runtime, wasm, compat, full, short } = files
    const found = { wasm: at(wasm), compat: at(compat), full: at(full), short: at(short) }
    this.#post({ kind: "open", files: { runtime: absolute(runtime), ...found }, accelerator })
  }

  choose(model: Model): void {
    this.ready = false
    this.#post({ kind: "model", model: { ...model, file: at(model.file) } })
  }

  obey(settings: LiveSettings): void {
    this.#post({ kind: "settings", settings })
  }

  begin(): void {
    this.#post({ kind: "begin" })
  }

  // Reads a frame, which the worker releases.
  read(picture: ImageBitmap, at: number, frame: number): void {
    this.busy = true
    this.#worker.postMessage({ kind: "frame", picture, at, frame } satisfies ToWorker, [picture])
  }

  // Reads a still picture, which the worker releases; null where that failed.
  readPhoto(picture: ImageBitmap, id: number, sensitivity: Sensitivity): Promise<FrameResult | null> {
    return new Promise(done => {
      this.#photos.set(id, done)
      this.#worker.postMessage({ kind: "photo", picture, id, sensitivity } satisfies ToWorker, [picture])
    })
  }

  end(): void {
    this.#worker.terminate()
    this.#finishAll()
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromWorker, listener: Listener): void {
    switch (message.kind) {
      case "progress": return listener.progress(message.loaded / message.total)
      case "ready":
        this.ready = true
        return listener.ready()
      case "read":
        this.busy = false
        return listener.read(message.live)
      case "photo": return this.#finish(message.id, message.result)
      case "failed":
        this.busy = false
        this.#finishAll()
        return listener.failed(message.what, message.reason)
    }
  }

  #finishAll(): void {
    for (const id of [...this.#photos.keys()]) this.#finish(id, null)
  }

  #finish(id: number, result: FrameResult | null): void {
    this.#photos.get(id)?.(result)
    this.#photos.delete(id)
  }
}

// Addresses are the page's; the worker, which lies elsewhere, takes whole ones.
export const absolute = (address: string): string => new URL(address, document.baseURI).href
const at = (file: FileAt): FileAt => ({ ...file, url: absolute(file.url) })
