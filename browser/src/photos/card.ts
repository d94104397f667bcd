// One picture on the page: with its boxes, a row for each face, and the bars of one of them.
import { confidence, words } from "../answers.ts"
import { Panel } from "../page/panel.ts"
import { issuesInWords } from "../quality.ts"
import { largest, type FaceResult, type FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"
import type { Words } from "./data.ts"
import { paint } from "./paint.ts"

const NARROWEST = 240 // CSS pixels in which a small picture is shown at least

export class Card {
  readonly root: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly #photo: Photo
  readonly #panel: Panel
  readonly #rows: HTMLElement
  #painted: readonly unknown[] = [] // what the canvas shows, and in which size
  #listed: FrameResult | null = null // whose faces are in the table

  constructor(template: HTMLTemplateElement, photo: Photo) {
    this.#photo = photo
    const fragment = template.content.cloneNode(true) as DocumentFragment
    this.root = fragment.querySelector(".mien-photo")!
    this.root.dataset.id = String(photo.id)
    this.root.setAttribute("aria-label", photo.name)
    this.root.querySelector(".name")!.textContent = photo.name
    this.canvas = this.root.querySelector("canvas")!
    this.#rows = this.root.querySelector("tbody")!
    this.#panel = new Panel(this.root, document.createElement("span")) // the row says it already
  }

  // Shows how it is now.
  show(said: Words): void {
    const { name, result } = this.#photo
    const faces = result?.faces ?? []
    this.root.dataset.read = String(result !== null)
    if (result !== this.#listed) this.#list((this.#listed = result), said)
    this.root.querySelector("table")!.hidden = result === null
    const panel = this.root.querySelector<HTMLElement>(".mien-panel")!
    panel.hidden = faces.length === 0
    if (result && faces.length) this.#panel.show(result, "running", this.#photo.chosen, said)
    const seen = faces.map(face => words(face).toLowerCase()).join(", ") || (result ? nobody(result, said) : "")
    this.canvas.setAttribute("aria-label", seen ? `${name}: ${seen}` : name)
    this.root.querySelector<HTMLButtonElement>("[data-do=picture]")!.disabled = result === null
    this.draw()
  }

  // Paints the picture in the size in which it is shown.
  draw(): void {
    const { shown, result } = this.#photo, { canvas } = this
    if (!shown) return
    const { width, height } = result ?? shown
    Object.assign(canvas.style, { aspectRatio: `${width} / ${height}`, maxWidth: `${Math.max(NARROWEST, width)}px` })
    const across = canvas.clientWidth, down = across * (height / width), scale = window.devicePixelRatio || 1
    const painted = [result, shown, across, scale]
    if (!across || painted.every((part, index) => part === this.#painted[index])) return
    this.#painted = painted
    Object.assign(canvas, { width: Math.round(across * scale), height: Math.round(down * scale) })
    const context = canvas.getContext("2d")!
    context.setTransform(scale, 0, 0, scale, 0, 0)
    paint(context, shown, result, across, down, getComputedStyle(this.root).fontFamily)
  }

  #list(result: FrameResult | null, said: Words): void {
    const faces = result?.faces ?? [], chosen = this.#photo.chosen ?? (result && largest(result)?.displayNumber)
    const rows = faces.map(face => this.#row(face, faces.length > 1, face.displayNumber === chosen))
    this.#rows.replaceChildren(...rows)
    this.root.querySelector("thead")!.hidden = faces.length === 0
    if (!result || faces.length) return
    const cell = this.#rows.appendChild(document.createElement("tr")).insertCell()
    cell.colSpan = 4
    cell.textContent = nobody(result, said)
  }

  #row(face: FaceResult, several: boolean, chosen: boolean): HTMLElement {
    const row = document.createElement("tr"), number = row.insertCell()
    number.append(several ? this.#choice(face, chosen) : String(face.displayNumber))
    row.insertCell().textContent = words(face)
    row.insertCell().textContent = `${(100 * confidence(face)).toFixed(0)} %`
    row.insertCell().textContent = issuesInWords(face.quality).join(", ") || "–"
    return row
  }

  #choice({ displayNumber }: FaceResult, chosen: boolean): HTMLElement {
    const label = document.createElement("label"), input = document.createElement("input")
    Object.assign(input, { type: "radio", name: `mien-face-${this.#photo.id}`, value: displayNumber, checked: chosen })
    input.dataset.do = "face"
    label.append(input, ` ${displayNumber}`)
    return label
  }
}

const nobody = ({ tooDark }: FrameResult, said: Words): string => (tooDark ? said.tooDark : said.noFace)
