// The answer and the bars beside the picture: the page's own HTML, whose words and widths are renewed here.
import { confidence, words } from "../answers.ts"
import { constants } from "../constants.ts"
import { issuesInWords } from "../quality.ts"
import { inFocus, usable, type FaceResult, type FrameResult } from "../results.ts"
import type { Phase, Words } from "./data.ts"

export type PanelWords = Pick<Words, "phases" | "tooDark" | "confident" | "unsure">

// Shows the answer of one face, or why there is none.
export class Panel {
  readonly #root: HTMLElement
  readonly #said: HTMLElement // for screen readers
  #shown = ""

  constructor(root: HTMLElement, said: HTMLElement) {
    this.#root = root
    this.#said = said
  }

  show(result: FrameResult | null, phase: Phase, chosen: number | null, said: PanelWords): void {
    const face = phase === "running" && result ? chosenFace(result, chosen) : null
    const [headline, detail] = face ? answer(face, said) : nobody(result, phase, said)
    const panel = this.#root.querySelector<HTMLElement>(".mien-panel")
    if (!panel) return
    Object.assign(panel.dataset, { phase, frame: result?.frame ?? "" })
    write(panel.querySelector("strong"), headline)
    write(panel.querySelector(".mien-answer span"), detail)
    if (headline !== this.#shown) write(this.#said, (this.#shown = headline))
    this.#bars(panel, face)
  }

  #bars(panel: HTMLElement, face: FaceResult | null): void {
    const tracks = panel.querySelectorAll<HTMLElement>(".track")
    for (const [index, track] of tracks.entries()) {
      const share = face ? 100 * face.probabilities[index] : 0
      const best = index === face?.label
      track.previousElementSibling?.classList.toggle("best", best)
      track.nextElementSibling?.classList.toggle("best", best)
      track.setAttribute("aria-valuenow", share.toFixed(1))
      track.setAttribute("aria-valuetext", face ? `${share.toFixed(0)} %` : "none")
      track.querySelector<HTMLElement>(".fill")!.style.width = `${share.toFixed(1)}%`
      write(track.nextElementSibling, face ? `${share.toFixed(0)} %` : "–")
    }
  }
}

function chosenFace(result: FrameResult, chosen: number | null): FaceResult | null {
  if (chosen === null) return inFocus(result)
  return result.faces.find(face => face.displayNumber === chosen) ?? null
}

function answer(face: FaceResult, said: PanelWords): [string, string] {
  const percent = (label: number) => `${(100 * face.probabilities[label]).toFixed(0)} %`
  if (!usable(face.quality)) return [words(face), issuesInWords(face.quality).join(", ")]
  if (face.sure) return [words(face), said.confident.replace("{}", `${(100 * confidence(face)).toFixed(0)} %`)]
  const named = [face.label, ...(face.rival === null ? [] : [face.rival])]
  const leading = named.map(label => `${constants.labels.displayNames[label].toLowerCase()} ${percent(label)}`)
  return [words(face), said.unsure + leading.join(", ")]
}

function nobody(result: FrameResult | null, phase: Phase, said: PanelWords): [string, string] {
  const [headline, detail] = said.phases[phase]
  return [headline, phase === "running" && result?.tooDark ? said.tooDark : detail]
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}
