// The pictures of a visit: they stay in this tab's memory until they are removed or the tab is closed.
import type { FrameResult } from "../results.ts"
import { filled, type Words } from "./data.ts"

export interface Photo {
  readonly id: number
  readonly name: string // of the file; no two of an album have the same
  readonly file: File
  readonly stamp: string // the same for a file that was not changed; browsers tell of a file as it is on the disk now
  shown: ImageBitmap | null // a copy in the size of the page, once it was opened
  result: FrameResult | null // null while it was not read
  chosen: number | null // number of the face whose bars are shown; null for the largest
}

export class Album {
  photos: readonly Photo[] = [] // the newest first
  problems: readonly string[] = [] // a sentence for each file that was left out lately
  #next = 0

  // Takes files over in front of those held, as far as there is room. One that is held already is passed over.
  add(files: readonly File[], most: number, { full }: Words): void {
    if (files.length) this.problems = []
    const fresh: Photo[] = []
    for (const file of files) {
      const others = [...this.photos, ...fresh], stamp = [file.size, file.lastModified, file.name].join()
      const name = numbered(file.name, new Set(others.map(other => other.name)))
      if (others.some(other => other.stamp === stamp)) continue
      if (others.length >= most) this.#leftOut(file.name, filled(full, most))
      else fresh.push({ id: this.#next++, name, file, stamp, shown: null, result: null, chosen: null })
    }
    this.photos = [...fresh, ...this.photos]
  }

  // Lets go of a picture; the sentences about the last files go with it.
  remove(photo: Photo): void {
    this.problems = []
    this.#drop(photo)
  }

  // Lets go of a picture that cannot be read, and says why.
  refuse(photo: Photo, why: string): void {
    this.#drop(photo)
    this.#leftOut(photo.name, why)
  }

  clear(): void {
    this.photos.forEach(photo => photo.shown?.close())
    this.photos = this.problems = []
  }

  #drop(photo: Photo): void {
    photo.shown?.close()
    this.photos = this.photos.filter(other => other !== photo)
  }

  #leftOut(name: string, why: string): void {
    this.problems = [...this.problems, `${name}: ${why}`]
  }
}

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
