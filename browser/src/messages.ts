// What passes between the page and its worker.
import type { ModelIdentity } from "./csv.ts"
import type { ModelSpec } from "./classification/classifier.ts"
import type { Sensitivity } from "./constants.ts"
import type { Picture } from "./images/picture.ts"
import type { LiveResult, LiveSettings } from "./live.ts"
import type { FrameResult } from "./results.ts"

// A file on this page's server: its address, and what its bytes must be.
export interface FileAt {
  readonly url: string
  readonly sha256: string
  readonly size: number // bytes
}

// What has to be there before any face is found.
export interface Files {
  readonly runtime: string // address of the folder of LiteRT's files
  readonly wasm: FileAt // of them, the part that runs where the processor has relaxed SIMD
  readonly compat: FileAt // and the one that runs elsewhere
  readonly full: FileAt // BlazeFace, full range
  readonly short: FileAt // BlazeFace, short range
}

// A model that reads faces.
export interface Model extends ModelSpec {
  readonly file: FileAt
}

export type Accelerator = "wasm" | "webgpu"

// What every page hands over, made by emotion/web/server/browser.py.
export interface Served {
  readonly page: string // address of this very program
  readonly worker: string // address of the worker's program
  readonly files: Files
  readonly accelerator: Accelerator
  readonly model: Model & { readonly identity: ModelIdentity }
}

export type ToWorker =
  | { readonly kind: "open"; readonly files: Files; readonly accelerator: Accelerator }
  | { readonly kind: "model"; readonly model: Model }
  | { readonly kind: "settings"; readonly settings: LiveSettings }
  | { readonly kind: "begin" } // a new stream: nobody is known any more
  | { readonly kind: "frame"; readonly picture: ImageBitmap | Picture; readonly at: number; readonly frame: number }
  | PhotoToRead

export interface PhotoToRead {
  readonly kind: "photo"
  readonly picture: ImageBitmap | Picture
  readonly id: number
  readonly sensitivity: Sensitivity
}

export type FromWorker =
  | { readonly kind: "progress"; readonly loaded: number; readonly total: number } // bytes
  | { readonly kind: "ready" } // frames can be read, with the newest model
  | { readonly kind: "read"; readonly live: LiveResult }
  | { readonly kind: "photo"; readonly id: number; readonly result: FrameResult }
  | { readonly kind: "failed"; readonly what: Failure; readonly reason: string }

// A file that did not come whole; pixels that this browser hides; a program that cannot run here; a picture that could
// not be read, after which the next one may.
export type Failure = "file" | "hidden" | "runtime" | "reading"
