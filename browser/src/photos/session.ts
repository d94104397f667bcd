// The pictures of a visit, read one after another in this browser; nothing of them goes anywhere else.
import type { Failure } from "../messages.ts"
import { Program } from "../page/program.ts"
import { saveAs } from "../page/save.ts"
import { scaledResult } from "../results.ts"
import { Album, parts, type Photo, type Summed } from "./album.ts"
import { photosCsv } from "./csv.ts"
import { filled, type Data } from "./data.ts"
import { painted } from "./paint.ts"
import { opened, reduced, sumOf } from "./picture.ts"
import { View, type Action } from "./view.ts"

const SHOWN = 1200 // pixels of the longer side on the page; others would fill the memory
const CSV = "expressions.csv"

export class Session {
  #data: Data
  #view: View | null = null // null while the visitor is elsewhere
  #program: Program | null = null
  #broken = "" // what is said where nothing can be read; empty where all is well
  #working = false
  #done = 0 // pictures that were read since there was nothing to do
  #adding: Promise<void> = Promise.resolve() // until all files that were chosen are in the album
  readonly #album = new Album()

  constructor(data: Data) {
    this.#data = data
  }

  get connected(): boolean {
    return this.#view?.root.isConnected ?? false
  }

  // Takes what the page's newest run handed over.
  renew(data: Data, root: HTMLElement): void {
    const other = way(data) !== way(this.#data)
    this.#data = data
    if (this.#view?.root !== root) {
      this.#view?.leave()
      this.#view = new View(root, { added: files => this.#add(files), pressed: (...what) => this.#pressed(...what) })
    }
    if (other) {
      this.#program?.choose(data.model)
      for (const photo of this.#album.photos) photo.result = photo.chosen = null
    }
    void this.#work()
  }

  // Ends the reading: the visitor has left the page. The pictures stay for a return.
  leave(): void {
    this.#view?.leave()
    this.#view = null
    this.#close()
  }

  #close(): void {
    const program = this.#program
    this.#program = null
    program?.end()
  }

  #add(files: readonly File[]): void {
    this.#adding = this.#adding.then(() => this.#take(files))
  }

  async #take(files: readonly File[]): Promise<void> {
    const summed: Summed[] = []
    for (const file of files) summed.push({ file, sum: await sumOf(file) }) // one after another, for the memory
    this.#album.add(summed, this.#data.most, this.#data.words)
    void this.#work()
  }

  #pressed(action: Action, id: number, value: string): void {
    const photo = this.#album.photos.find(photo => photo.id === id)
    if (action === "csv") this.#saveCsv()
    else if (action === "clear") this.#album.clear()
    else if (action === "again") void this.#again()
    else if (action === "close") this.#album.open(null)
    else if (!photo) return
    else if (action === "open") this.#enlarge(photo, value)
    else if (action === "remove") this.#album.remove(photo)
    else if (action === "picture") void this.#savePicture(photo)
    else if (action === "face") photo.chosen = Number(value)
    this.#show()
  }

  // Shows a picture in full size, with the face of that number, if it has one.
  #enlarge(photo: Photo, face: string): void {
    this.#album.open(photo)
    if (face) photo.chosen = Number(face)
  }

  // Reads all that was not read, as long as somebody is there and nothing is missing.
  async #work(): Promise<void> {
    if (!this.#broken) this.#open()
    this.#show()
    if (this.#working) return
    this.#working = true
    for (let photo = this.#unread[0]; photo && this.#program; photo = this.#unread[0]) {
      this.#show()
      await this.#read(photo, this.#program)
      this.#done++
    }
    this.#working = false
    this.#done = 0
    this.#show()
  }

  async #read(photo: Photo, program: Program): Promise<void> {
    const { sensitivity, words } = this.#data, asked = way(this.#data)
    const picture = await opened(photo.file)
    if (!this.#held(photo) || program !== this.#program) return picture?.pixels.close()
    if (!picture) return this.#album.refuse(photo, words.unreadable)
    const { pixels, width, height } = picture
    photo.shown ??= reduced(pixels, pixels.width, pixels.height, SHOWN / Math.max(pixels.width, pixels.height))
    this.#show()
    const result = await program.readPhoto(pixels, photo.id, sensitivity)
    if (program !== this.#program || asked !== way(this.#data) || !this.#held(photo)) return
    if (result) photo.result = scaledResult(result, width, height)
    else this.#album.refuse(photo, words.unread)
  }

  get #unread(): Photo[] {
    return this.#album.photos.filter(({ result }) => !result)
  }

  #held(photo: Photo): boolean {
    return this.#album.photos.includes(photo)
  }

  // Fetches program and networks, where that is not done.
  #open(): void {
    if (this.#program || !this.#view) return
    const { worker, files, accelerator, model, words } = this.#data
    const program = new Program(worker, files, accelerator, {
      progress: share => this.#view?.loading(filled(words.loading, `${(100 * share).toFixed(0)} %`), share),
      ready: () => this.#view?.loading("", null),
      read: () => {},
      failed: (what, reason) => program === this.#program && this.#failed(what, reason),
    })
    this.#program = program
    program.choose(model)
  }

  #failed(what: Failure, reason: string): void {
    console.error(`Mien: ${reason}`)
    if (what === "reading") return // the next picture may do
    const { hidden, broken } = this.#data.words
    this.#broken = what === "hidden" ? hidden : broken
    this.#close()
    this.#show()
  }

  #again(): Promise<void> {
    this.#broken = ""
    return this.#work()
  }

  #show(): void {
    const view = this.#view, { words } = this.#data, [photo, ...others] = this.#unread
    if (!view) return
    view.show(this.#album, photo !== undefined, words)
    if (this.#broken) view.loading("", null)
    const count = this.#done + 1 + others.length
    const place = count > 1 ? filled(words.place, this.#done + 1, count) : ""
    const reading = photo ? filled(words.reading, photo.name) + place : ""
    view.tell(this.#broken || reading, this.#broken !== "")
  }

  #saveCsv(): void {
    const read = this.#album.photos.flatMap(({ name, result }) => (result ? [{ name, result }] : []))
    saveAs(new Blob([photosCsv(read, this.#data.model.identity, this.#view?.form)], { type: "text/csv" }), CSV)
  }

  async #savePicture({ file, name, result }: Photo): Promise<void> {
    const picture = result && (await opened(file))
    if (!picture || !this.#view) return
    const content = await painted(picture.pixels, result, getComputedStyle(this.#view.root).fontFamily)
    picture.pixels.close()
    if (content) saveAs(content, `${parts(name).stem}.png`)
  }
}

// What a result depends on beside the picture.
const way = ({ model, sensitivity }: Data): string => JSON.stringify([model, sensitivity])
