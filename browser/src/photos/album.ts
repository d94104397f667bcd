// The pictures of a visit: they stay in this tab's memory until they are removed or the tab is closed.
import type { FrameResult } from "../results.ts"
import { filled, type Words } from "./data.ts"

export interface Photo {
  readonly id: number
  readonly name: string // of the file; no two of an album have the same
  readonly file: File
  readonly sum: string // the same for the same bytes; empty where they cannot be had
  shown: ImageBitmap | null // a copy in the size of the page, once it was opened
  result: FrameResult | null // null while it was not read
  chosen: number | null // number of the face whose bars are shown; null for the largest
}

export interface Summed {
  readonly file: File
  readonly sum: string
}

export class Album {
  photos: readonly Photo[] = [] // the newest first
  problems: readonly string[] = [] // a sentence for each file that was left out lately
  repeated: readonly string[] = [] // likewise for each that is here already
  #opened: Photo | null = null
  #next = 0

  // The picture that is shown in full size: the only one, or the one of several that was opened; null for none.
  get large(): Photo | null {
    return this.photos.length === 1 ? this.photos[0] : this.#opened
  }

  // Takes files over in front of those held, as far as there is room. A picture that is held already is not taken twice,
  // and a sentence says as which.
  add(files: readonly Summed[], most: number, said: Words): void {
    if (files.length) this.problems = this.repeated = []
    const fresh: Photo[] = []
    for (const { file, sum } of files) {
      const others = [...this.photos, ...fresh], same = sum ? others.find(other => other.sum === sum) : undefined
      const name = numbered(file.name, new Set(others.map(other => other.name)))
      if (same) this.repeated = [...this.repeated, repeated(file.name, same.name, said)]
      else if (others.length >= most) this.#leftOut(file.name, filled(said.full, most))
      else fresh.push({ id: this.#next++, name, file, sum, shown: null, result: null, chosen: null })
    }
    this.photos = [...fresh, ...this.photos]
  }

  // Shows another picture in full size, or none.
  open(photo: Photo | null): void {
    this.#opened = photo
  }

  // Lets go of a picture; the sentences about the last files go with it.
  remove(photo: Photo): void {
    this.problems = this.repeated = []
    this.#drop(photo)
  }

  // Lets go of a picture that cannot be read, and says why.
  refuse(photo: Photo, why: string): void {
    this.#drop(photo)
    this.#leftOut(photo.name, why)
  }

  clear(): void {
    this.photos.forEach(photo => photo.shown?.close())
    this.photos = this.problems = this.repeated = []
    this.#opened = null
  }

  #drop(photo: Photo): void {
    photo.shown?.close()
    this.photos = this.photos.filter(other => other !== photo)
    if (this.#opened === photo) this.#opened = null
  }

  #leftOut(name: string, why: string): void {
    this.problems = [...this.problems, `${name}: ${why}`]
  }
}

const repeated = (name: string, held: string, said: Words): string =>
  name === held ? filled(said.hereAlready, name) : filled(said.samePicture, name, held)

// A name that none of the others has: face.jpg, or else face (2).jpg and so on.
function numbered(name: string, taken: ReadonlySet<string>): string {
  const { stem, ending } = parts(name)
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${stem} (${number})${ending}`
  return free
}

// A file's name without its ending, and the ending with its dot.
export function parts(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf(".")
  return dot > 0 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: "" }
}
