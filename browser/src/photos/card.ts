// One of several pictures as a small card: with its faces framed and their answers, to be opened or removed.
import { words } from "../answers.ts"
import { constants } from "../constants.ts"
import type { FaceResult, FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"
import { filled, type Words } from "./data.ts"
import { Painting } from "./paint.ts"
import { inWords } from "./said.ts"

export class Card {
  readonly root: HTMLElement
  readonly button: HTMLButtonElement // opens it
  readonly #photo: Photo
  readonly #longest: number // pixels of the painted picture's longer side, for sharp screens
  readonly #canvas: HTMLCanvasElement
  readonly #painting: Painting
  #answered: FrameResult | null = null // whose answers it has

  constructor(template: HTMLTemplateElement, photo: Photo, said: Words) {
    this.#photo = photo
    this.root = (template.content.cloneNode(true) as DocumentFragment).querySelector(".mien-card")!
    this.root.dataset.id = String(photo.id)
    this.button = this.root.querySelector(".open")!
    this.button.querySelector("bdi")!.textContent = this.button.title = photo.name
    this.root.querySelector(".remove")!.setAttribute("aria-label", filled(said.remove, photo.name))
    const { longest, letters } = template.dataset
    this.#longest = Number(longest)
    this.#canvas = this.root.querySelector("canvas")!
    this.#painting = new Painting(this.#canvas, { scores: false, smallest: Number(letters) })
  }

  // Shows how it is now.
  show(opened: boolean, said: Words): void {
    const { result } = this.#photo
    Object.assign(this.root.dataset, { read: result !== null, opened })
    this.#canvas.setAttribute("aria-label", inWords(this.#photo, said))
    if (result !== this.#answered) this.#answer((this.#answered = result), said)
    const picture = result ?? this.#photo.shown
    if (!picture) return
    const scale = this.#longest / Math.max(picture.width, picture.height)
    this.#painting.show(this.#photo, Math.round(picture.width * scale), Math.round(picture.height * scale), 1)
  }

  #answer(result: FrameResult | null, said: Words): void {
    const place = this.root.querySelector<HTMLElement>(".mien-card-answers")!
    place.title = result?.faces.map(words).join(", ") ?? ""
    if (result?.faces.length) place.replaceChildren(...result.faces.flatMap(face => [answer(face), " "]))
    else place.textContent = result ? said.nobody : ""
  }
}

function answer(face: FaceResult): HTMLElement {
  const place = document.createElement("span"), dot = place.appendChild(document.createElement("i"))
  place.className = face.sure ? "" : "unsure"
  dot.style.background = face.sure ? `var(--mien-${constants.labels.names[face.label]})` : "currentColor"
  place.append(words(face))
  return place
}
