// Pictures as arrays of bytes, row after row.

// Channels stand side by side: 1 is grey, 3 is RGB, 4 is RGBA as browsers give it, whose alpha nobody looks at.
export interface Picture {
  readonly pixels: Uint8Array | Uint8ClampedArray // height * width * channels
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
}
