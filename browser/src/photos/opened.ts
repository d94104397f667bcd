// One picture in full size: with its boxes, and the bars of one of its faces.
import { Panel } from "../page/panel.ts"
import { largest, type FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"
import type { Words } from "./data.ts"
import { Painting } from "./paint.ts"
import { inWords, whyNone } from "./said.ts"

const NARROWEST = 240 // CSS pixels in which a small picture is shown at least

export class Opened {
  readonly root: HTMLElement
  readonly photo: Photo
  readonly #canvas: HTMLCanvasElement
  readonly #painting: Painting
  readonly #panel: Panel
  readonly #choice: HTMLElement
  #offered: FrameResult | null = null // whose faces can be chosen

  constructor(template: HTMLTemplateElement, photo: Photo) {
    this.photo = photo
    this.root = (template.content.cloneNode(true) as DocumentFragment).querySelector(".mien-photo")!
    this.root.dataset.id = String(photo.id)
    this.root.setAttribute("aria-label", photo.name)
    this.root.querySelector(".name")!.textContent = photo.name
    this.#canvas = this.root.querySelector("canvas")!
    this.#painting = new Painting(this.#canvas, { scores: true })
    this.#choice = this.root.querySelector("fieldset")!
    this.#panel = new Panel(this.root, document.createElement("span")) // the table says it already
  }

  get close(): HTMLButtonElement {
    return this.root.querySelector("[data-do=close]")!
  }

  // Shows how it is now; `several`: whether it is one of several, which can be closed.
  show(several: boolean, said: Words): void {
    const { result, chosen } = this.photo, nobody = this.root.querySelector<HTMLElement>(".nobody")!
    this.root.dataset.read = String(result !== null)
    this.close.hidden = !several
    if (result !== this.#offered) this.#offer((this.#offered = result))
    const shown = chosen ?? (result && largest(result)?.displayNumber)
    for (const input of this.#choice.querySelectorAll("input")) input.checked = Number(input.value) === shown
    this.root.querySelector<HTMLElement>(".mien-panel")!.hidden = !result?.faces.length
    if (result?.faces.length) this.#panel.show(result, "running", chosen, said)
    nobody.hidden = !result || result.faces.length > 0
    nobody.textContent = result ? whyNone(result, said) : ""
    this.#canvas.setAttribute("aria-label", inWords(this.photo, said))
    this.root.querySelector<HTMLButtonElement>("[data-do=picture]")!.disabled = result === null
    this.draw()
  }

  // Paints the picture in the size in which it is shown.
  draw(): void {
    const picture = this.photo.result ?? this.photo.shown
    if (!picture) return
    const { width, height } = picture, maxWidth = `${Math.max(NARROWEST, width)}px`
    Object.assign(this.#canvas.style, { aspectRatio: `${width} / ${height}`, maxWidth })
    const across = this.#canvas.clientWidth
    this.#painting.show(this.photo, across, across * (height / width), window.devicePixelRatio || 1)
  }

  #offer(result: FrameResult | null): void {
    const faces = result?.faces ?? [], [legend] = this.#choice.children
    this.#choice.hidden = faces.length < 2
    this.#choice.replaceChildren(legend, ...faces.map(({ displayNumber }) => this.#choosable(displayNumber)))
  }

  #choosable(number: number): HTMLElement {
    const label = document.createElement("label"), input = document.createElement("input")
    Object.assign(input, { type: "radio", name: `mien-face-${this.photo.id}`, value: number })
    input.dataset.do = "face"
    label.append(input, ` ${number}`)
    return label
  }
}
