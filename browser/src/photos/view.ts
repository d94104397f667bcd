// The component's elements on the page, as emotion/web/photo/in_browser.html names them.
import type { Album, Photo } from "./album.ts"
import { Card } from "./card.ts"
import type { Words } from "./data.ts"

export type Action = "choose" | "again" | "csv" | "clear" | "remove" | "picture" | "face"

export interface Listener {
  added(files: readonly File[]): void
  pressed(action: Action, id: number, value: string): void // the picture's id; NaN for all of them
}

export class View {
  readonly root: HTMLElement
  readonly #left = new AbortController()
  readonly #resized = new ResizeObserver(() => this.#cards.forEach(card => card.draw()))
  #cards = new Map<Photo, Card>()

  constructor(root: HTMLElement, listener: Listener) {
    this.root = root
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

  // Listens no longer.
  leave(): void {
    this.#left.abort()
    this.#resized.disconnect()
  }

  // Shows the pictures, and what can be done with them.
  show({ photos, problems }: Album, working: boolean, said: Words): void {
    const place = this.#one(".mien-photos-all"), template = this.#one<HTMLTemplateElement>("template")
    const cards = new Map(photos.map(photo => [photo, this.#cards.get(photo) ?? new Card(template, photo)]))
    for (const [photo, card] of this.#cards) if (!cards.has(photo)) card.root.remove()
    let before: Element | null = null
    for (const { root } of cards.values()) {
      const follows: Element | null = before ? before.nextElementSibling : place.firstElementChild
      if (follows !== root) place.insertBefore(root, follows)
      before = root
    }
    this.#cards = cards
    cards.forEach(card => card.show(said))
    const csv = this.#one<HTMLButtonElement>("[data-do=csv]")
    csv.disabled = working || !photos.some(({ result }) => result?.faces.length)
    this.#one(".mien-photos-buttons").hidden = photos.length === 0
    const left = this.#one(".mien-photos-problems"), lines = [...left.children].map(line => line.textContent)
    if (lines.join("\n") !== problems.join("\n")) left.replaceChildren(...problems.map(paragraph))
  }

  // What is told under the field for files; empty for nothing. `broken` offers to try again.
  tell(words: string, broken = false): void {
    const note = this.#one(".mien-photos-note")
    if (note.textContent !== words) note.textContent = words
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

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p")
  made.textContent = text
  return made
}
