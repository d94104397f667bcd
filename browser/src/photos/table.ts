// All faces of all pictures in one table, as emotion/web/photo/table.py has it; a row opens its picture.
import { confidence, words } from "../answers.ts"
import { constants } from "../constants.ts"
import { issuesInWords, whyNobody } from "../quality.ts"
import { largest, type FaceResult, type FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"
import type { Words } from "./data.ts"

export class Table {
  readonly #body: HTMLElement
  #listed: readonly unknown[] = [] // pictures and results that its rows are of

  constructor(body: HTMLElement) {
    this.#body = body
  }

  // Shows the faces of the pictures that were read, and marks the one that is shown in full size.
  show(photos: readonly Photo[], large: Photo | null, said: Words): void {
    const listed = photos.flatMap(photo => [photo, photo.result])
    if (listed.length !== this.#listed.length || listed.some((part, index) => part !== this.#listed[index])) {
      this.#listed = listed
      this.#body.replaceChildren(...photos.flatMap(photo => (photo.result ? rows(photo, photo.result, said) : [])))
    }
    const shown = large?.chosen ?? (large?.result ? largest(large.result)?.displayNumber ?? null : null)
    for (const row of this.#body.querySelectorAll("tr")) {
      const { id, face } = row.dataset
      row.ariaCurrent = id === String(large?.id) && face === String(shown ?? "") ? "true" : null
    }
  }
}

function rows(photo: Photo, { faces, tooDark }: FrameResult, said: Words): HTMLElement[] {
  if (faces.length) return faces.map(face => row(photo, face, cells(face, said)))
  const none = constants.labels.names.map(() => "")
  return [row(photo, null, ["", said.nobody, "", said.no, whyNobody(tooDark).join(", "), ...none])]
}

function cells(face: FaceResult, said: Words): string[] {
  const issues = issuesInWords(face.quality).join(", ")
  const answer = [words(face), percent(confidence(face)), face.sure ? said.yes : said.no, issues]
  return [String(face.displayNumber), ...answer, ...face.probabilities.map(percent)]
}

function row(photo: Photo, face: FaceResult | null, texts: readonly string[]): HTMLElement {
  const made = document.createElement("tr"), number = face ? String(face.displayNumber) : ""
  Object.assign(made.dataset, { id: photo.id, face: number })
  const button = made.insertCell().appendChild(document.createElement("button"))
  Object.assign(button, { type: "button", value: number })
  button.dataset.do = "open"
  button.appendChild(document.createElement("bdi")).textContent = photo.name
  for (const text of texts) made.insertCell().textContent = text
  return made
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
