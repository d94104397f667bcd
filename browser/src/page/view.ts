// The component's elements on the page, as emotion/web/live/in_browser.html names them.
import type { Recorder } from "../recorder.ts"
import type { Words } from "./data.ts"

export type Action = "start" | "stop" | "camera" | "snapshot" | "full" | "keep" | "record"

export class View {
  readonly root: HTMLElement
  readonly video: HTMLVideoElement
  readonly overlay: HTMLCanvasElement
  readonly panel: HTMLElement
  readonly said: HTMLElement

  constructor(parent: HTMLElement) {
    this.root = parent.querySelector(".mien-browser")!
    this.video = this.root.querySelector("video")!
    this.overlay = this.root.querySelector("canvas")!
    this.panel = this.root.querySelector(".mien-browser-panel")!
    this.said = this.root.querySelector(".mien-browser-said")!
  }

  // Takes the place of the elements that came anew.
  moveTo(parent: HTMLElement): void {
    if (parent.contains(this.root)) return
    parent.querySelector(".mien-browser")?.replaceWith(this.root)
    void this.video.play().catch(() => {}) // one that was moved stands still; where nothing plays there is no source
  }

  get connected(): boolean {
    return this.root.isConnected
  }

  // Calls with each press on one of the controls.
  listen(pressed: (action: Action) => void): void {
    const heard = (event: Event) => {
      const control = (event.target as Element).closest<HTMLElement>("[data-do]")
      if (control) pressed(control.dataset.do as Action)
    }
    this.root.addEventListener("click", event => {
      if ((event.target as Element).closest("button")) heard(event)
    })
    this.root.addEventListener("change", heard)
  }

  control<Kind extends HTMLElement>(action: Action): Kind {
    return this.root.querySelector<Kind>(`[data-do=${action}]`)!
  }

  // Shows what can be done now.
  offer(on: boolean, keeps: boolean, mirror: boolean): void {
    this.root.dataset.on = String(on)
    this.video.classList.toggle("mirrored", mirror)
    this.control("start").hidden = on
    this.control("stop").hidden = !on
    this.control("record").hidden = !keeps
    for (const action of ["snapshot", "full", "record"] as const) {
      this.control<HTMLButtonElement>(action).disabled = !on
    }
  }

  // Writes on the buttons what they do: for the camera or the clip, and while something is recorded here.
  write({ begin, end, record, stopRecording }: Words, clip: boolean, recorder: Recorder | null): void {
    const recorded = recorder ? stopRecording.replace("{}", recorder.seconds.toFixed(0)) : record
    const texts = { start: begin[Number(clip)], stop: end[Number(clip)], record: recorded }
    for (const [action, text] of Object.entries(texts)) {
      const button = this.control(action as Action)
      if (button.textContent !== text) button.textContent = text
    }
  }

  // The cameras to choose among; hidden where there is no choice.
  list(cameras: readonly { id: string; name: string }[], chosen: string): void {
    const select = this.control<HTMLSelectElement>("camera")
    select.replaceChildren(...cameras.map(({ id, name }) => new Option(name, id, false, id === chosen)))
    select.closest<HTMLElement>("label")!.hidden = cameras.length < 2
  }

  // What is told over the picture; nothing where `words` is empty. `share` of 0 to 1 shows a bar.
  tell(words: string, share: number | null = null): void {
    const place = this.root.querySelector<HTMLElement>(".mien-browser-words")!
    place.hidden = !words
    const text = place.querySelector("p")!
    if (text.textContent !== words) text.textContent = words
    const bar = place.querySelector("progress")!
    bar.hidden = share === null
    bar.value = share ?? 0
  }

  // What waits for the server, under the picture.
  note(words: string): void {
    const place = this.root.querySelector<HTMLElement>(".mien-browser-note")!
    if (place.textContent !== words) place.textContent = words
    if (words) closeWindow()
  }

  // Lays the overlay over the picture, which may be smaller than its place; returns the picture's size in CSS pixels.
  fit(): { context: CanvasRenderingContext2D; width: number; height: number } {
    const { overlay, video, root } = this
    const placeWidth = video.clientWidth, placeHeight = video.clientHeight, scale = window.devicePixelRatio || 1
    const across = Math.round(placeWidth * scale), down = Math.round(placeHeight * scale)
    if (overlay.width !== across || overlay.height !== down) {
      Object.assign(overlay, { width: across, height: down })
      Object.assign(overlay.style, { width: `${placeWidth}px`, height: `${placeHeight}px` })
    }
    const ratio = video.videoHeight ? video.videoWidth / video.videoHeight : placeWidth / Math.max(1, placeHeight)
    if (video.videoHeight) root.style.setProperty("--mien-ratio", String(ratio))
    const width = Math.min(placeWidth, placeHeight * ratio), height = width / ratio
    const context = overlay.getContext("2d")!
    const left = (placeWidth - width) / 2, top = (placeHeight - height) / 2
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, across, down)
    context.setTransform(scale, 0, 0, scale, left * scale, top * scale)
    return { context, width, height }
  }

  // Shows the picture alone on the whole screen, or no longer.
  fullScreen(): void {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void this.root.querySelector(".mien-browser-picture")!.requestFullscreen?.().catch(() => {})
  }
}

// The page's own window on a server that does not answer would lie over the picture and keep its buttons from working.
// It has no button but the one that closes it.
function closeWindow(): void {
  const buttons = document.querySelectorAll<HTMLElement>("section[role=dialog] button")
  if (buttons.length === 1) buttons[0].click()
}
