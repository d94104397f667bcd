// The component's elements on the page, as emotion/web/photo/in_browser.html names them.
import type { Form } from "../cells.ts"
import type { Album, Photo } from "./album.ts"
import { Card } from "./card.ts"
import { filled, type Words } from "./data.ts"
import { Opened } from "./opened.ts"
import { counted } from "./said.ts"
import { Table } from "./table.ts"

export type Action = "choose" | "again" | "csv" | "clear" | "open" | "close" | "remove" | "picture" | "face"

export interface Listener {
  added(files: readonly File[]): void
  pressed(action: Action, id: number, value: string): void // the picture's id; NaN for all of them
}

export class View {
  readonly root: HTMLElement
  readonly #left = new AbortController()
  readonly #resized = new ResizeObserver(() => this.#opened?.draw())
  readonly #table: Table
  #cards = new Map<Photo, Card>()
  #opened: Opened | null = null
  #several = false // whether there were several pictures

  constructor(root: HTMLElement, listener: Listener) {
    this.root = root
    this.#table = new Table(this.#one("tbody"))
    const options = { signal: this.#left.signal }
    const input = this.#one<HTMLInputElement>("input[type=file]")
    root.addEventListener("click", event => this.#clicked(event, input, listener), options)
    root.addEventListener("change", event => {
      const control = event.target as HTMLInputElement
      if (control !== input) return pressed(control, listener)
      listener.added([...(input.files ?? [])])
      input.value = "" // so that the same file can be chosen again
    }, options)
    // Also beside the field, where a browser would open the file in the page's place.
    document.addEventListener("dragover", event => this.#dragged(event, true), options)
    document.addEventListener("dragleave", event => this.#dragged(event, false), options)
    document.addEventListener("drop", event => {
      this.#dragged(event, false)
      if (event.dataTransfer?.files.length) listener.added([...event.dataTransfer.files])
    }, options)
    document.addEventListener("paste", event => {
      if (event.clipboardData?.files.length) listener.added([...event.clipboardData.files])
    }, options)
    this.#resized.observe(root)
    this.#one<HTMLButtonElement>("[data-do=choose]").disabled = false
  }

  // The form that was chosen for a CSV.
  get form(): Form {
    const [separator, decimal] = this.#one<HTMLSelectElement>("select").value
    return { separator, decimal }
  }

  // Listens no longer.
  leave(): void {
    this.#left.abort()
    this.#resized.disconnect()
  }

  // Shows the pictures, and what can be done with them.
  show(album: Album, working: boolean, said: Words): void {
    const { photos, large } = album, several = photos.length > 1
    const read = photos.flatMap(({ result }) => result ?? [])
    this.#one(".mien-photos-read").hidden = !read.length && !several
    this.#one(".mien-photos-table").hidden = !read.length
    this.#one("[data-do=clear]").hidden = !several
    this.#one<HTMLButtonElement>("[data-do=csv]").disabled = working || !read.length
    const faces = read.reduce((sum, { faces }) => sum + faces.length, 0)
    const count = filled(said.count, counted(faces, said.faces), counted(read.length, said.pictures))
    write(this.#one(".mien-photos-count"), count)
    this.#table.show(photos, large, said)
    list(this.#one(".mien-photos-problems"), album.problems)
    list(this.#one(".mien-photos-repeated"), album.repeated)
    this.#showCards(several ? photos : [], large, said)
    this.#showOpened(large, several, said)
  }

  #showCards(photos: readonly Photo[], large: Photo | null, said: Words): void {
    const place = this.#one(".mien-photos-cards"), template = this.#one<HTMLTemplateElement>("template.card")
    const cards = new Map(photos.map(photo => [photo, this.#cards.get(photo) ?? new Card(template, photo, said)]))
    for (const [photo, card] of this.#cards) if (!cards.has(photo)) card.root.remove()
    let before: Element | null = null
    for (const { root } of cards.values()) {
      const follows: Element | null = before ? before.nextElementSibling : place.firstElementChild
      if (follows !== root) place.insertBefore(root, follows)
      before = root
    }
    this.#cards = cards
    for (const [photo, card] of cards) card.show(photo === large, said)
  }

  // Shows one picture in full size. Where the visitor opened it the keyboard comes with it, and goes back to its card.
  #showOpened(photo: Photo | null, several: boolean, said: Words): void {
    const before = this.#opened, wereSeveral = this.#several
    this.#several = several
    if (before?.photo !== photo) {
      this.#opened = photo && new Opened(this.#one<HTMLTemplateElement>("template.opened"), photo)
      this.#one(".mien-photos-opened").replaceChildren(...(this.#opened ? [this.#opened.root] : []))
    }
    this.#opened?.show(several, said)
    if (before === this.#opened || !several || !wereSeveral) return
    const control = this.#opened?.close ?? (before && this.#cards.get(before.photo)?.button)
    control?.focus({ preventScroll: true })
    if (this.#opened) this.#opened.root.scrollIntoView({ block: "start" })
    else control?.scrollIntoView({ block: "nearest" })
  }

  // What is told under the field for files; empty for nothing. `broken` offers to try again.
  tell(words: string, broken = false): void {
    write(this.#one(".mien-photos-note"), words)
    this.#one("[data-do=again]").hidden = !broken
  }

  // How much of the program has come, in words and as a share of 0 to 1; null once all is there.
  loading(words: string, share: number | null): void {
    const place = this.#one(".mien-photos-loading")
    place.hidden = share === null
    this.root.dataset.ready = String(share === null)
    place.querySelector("span")!.textContent = words
    place.querySelector("progress")!.value = share ?? 0
  }

  #clicked(event: Event, input: HTMLInputElement, listener: Listener): void {
    const button = (event.target as Element).closest<HTMLElement>("button[data-do]")
    if (button?.dataset.do === "choose") input.click()
    else if (button) pressed(button, listener)
  }

  #dragged(event: DragEvent, over: boolean): void {
    event.preventDefault()
    this.#one(".mien-drop").dataset.over = String(over)
  }

  #one<Kind extends HTMLElement>(selector: string): Kind {
    return this.root.querySelector<Kind>(selector)!
  }
}

function pressed(control: HTMLElement, listener: Listener): void {
  const id = control.closest<HTMLElement>("[data-id]")?.dataset.id
  const action = control.dataset.do as Action | undefined
  if (action) listener.pressed(action, Number(id), (control as HTMLInputElement).value)
}

// Shows sentences one below the other, unless they stand there already.
function list(place: HTMLElement, sentences: readonly string[]): void {
  const before = [...place.children].map(line => line.textContent)
  if (before.join("\n") !== sentences.join("\n")) place.replaceChildren(...sentences.map(paragraph))
}

function write(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p")
  made.textContent = text
  return made
}
