// One visit to the live page: the camera goes on and off, what is read of it is shown, and numbers go to the server.
import { timelineCsv } from "../csv.ts"
import type { LiveResult } from "../live.ts"
import { FileError } from "../files.ts"
import { Recorder } from "../recorder.ts"
import type { FrameResult } from "../results.ts"
import type { Data, News, Phase } from "./data.ts"
import { draw } from "./overlay.ts"
import { Panel } from "./panel.ts"
import { Reading } from "./reading.ts"
import { Reporter } from "./reporter.ts"
import { saveCsv, saveSnapshot } from "./save.ts"
import { Source } from "./source.ts"
import type { Action, View } from "./view.ts"

const PRESSED = 5000 // milliseconds in which a start that was heard here already is told by the page, too
const STANDSTILL = 2000 // milliseconds without a result after which the camera counts as paused

export class Session {
  #data: Data
  readonly #view: View
  readonly #panel: Panel
  readonly #source: Source
  readonly #reading: Reading
  readonly #reporter: Reporter
  #recorder: Recorder | null = null
  #result: FrameResult | null = null
  #phase: Phase = "off"
  #handled = "" // name of the newest start that the page asked for
  #attempt = 0
  #failed = "" // the name of what went wrong in the newest attempt
  #camera = "" // name of the camera

  constructor(view: View, data: Data, send: (news: News) => void) {
    this.#view = view
    this.#data = { ...data, clip: null } // a clip that is there from the beginning begins like one that comes later
    this.#panel = new Panel(view.panel, view.said)
    this.#source = new Source(view.video)
    this.#reading = new Reading(view.video, {
      progress: share => this.#waits(data.words.loading.replace("{}", `${(100 * share).toFixed(0)} %`), share),
      ready: () => this.#waits(data.words.starting),
      read: live => this.#read(live),
      broken: what => this.#on && this.#fail(what),
    })
    this.#reporter = new Reporter(send)
    view.listen(action => void this.#pressed(action))
    this.#reading.open(data)
    this.renew(data, send)
  }

  // Takes what the page's newest run handed over.
  renew(data: Data, send: (news: News) => void): void {
    const before = this.#data, pressed = Date.now() - this.#attempt < PRESSED
    const wanted = data.start && data.start !== this.#handled && !((this.#on || this.#failed) && pressed)
    this.#data = data
    this.#handled = data.start
    this.#reporter.renew(send, data.received, data.heard)
    this.#reading.renew(data, before)
    const another = data.clip?.url !== before.clip?.url
    if (wanted || (another && data.clip)) void this.start()
    else if (another) {
      this.#failed = "" // nobody waits for the clip any more
      this.stop()
    }
    this.show()
  }

  // Switches the camera on, or the clip where that is to be played.
  async start(): Promise<void> {
    this.stop()
    const attempt = (this.#attempt = Date.now())
    this.#failed = ""
    this.#phase = "connecting"
    this.#reading.open(this.#data)
    this.#waits(this.#data.words.starting)
    this.show()
    const { clip, wish } = this.#data, camera = this.#view.control<HTMLSelectElement>("camera").value
    try {
      const playing = await this.#source.begin({ clip, wish, camera }, name => this.#lost(name))
      if (!playing) return
      this.#camera = playing.camera
      this.#view.list(playing.others, playing.id)
      this.#reading.begin()
    } catch (error) {
      const name = error instanceof FileError ? "file" : (error as Error).name
      if (attempt === this.#attempt && this.#on) this.#fail(name)
    }
  }

  // Switches it off.
  stop(): void {
    if (this.#recorder) this.#record()
    this.#reading.end()
    this.#source.end()
    this.#result = null
    this.#phase = "off"
    this.#view.tell("")
    this.show()
  }

  // Ends everything: the visitor has left the page.
  end(): void {
    this.stop()
    this.#reading.close()
  }

  // Shows how it is now; called several times a second, also while no frame comes.
  show(): void {
    const { words, chosen } = this.#data, view = this.#view
    if (this.#phase === "running" && this.#reading.still > STANDSTILL) this.#phase = "paused"
    const { context, width, height } = view.fit()
    this.#draw(context, width, height)
    this.#panel.show(this.#result, this.#phase, chosen, words)
    view.offer(this.#on, this.#keeps, this.#mirror)
    view.write(words, !!this.#data.clip, this.#recorder)
    void this.#reporter.tell({
      phase: this.#phase, kept: this.#keeps, failed: this.#failed, attempt: this.#attempt, camera: this.#camera,
      ...this.#reading.cost,
    })
    const { silent } = this.#reporter
    view.note(silent ? words.waiting.replace("{}", String(silent)) : "")
  }

  #draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    const family = getComputedStyle(this.#view.root).fontFamily
    draw(context, this.#result, width, height, { mirror: this.#mirror, scores: this.#data.scores, family })
  }

  get #on(): boolean {
    return this.#phase !== "off"
  }

  get #keeps(): boolean {
    return this.#view.control<HTMLInputElement>("keep").checked
  }

  get #mirror(): boolean {
    return this.#data.mirror && !this.#data.clip
  }

  #pressed(action: Action): unknown {
    switch (action) {
      case "start": return this.start()
      case "stop": return this.stop()
      case "camera": return this.#on && this.start()
      case "snapshot": return saveSnapshot(this.#view.video, this.#mirror, (...given) => this.#draw(...given))
      case "full": return this.#view.fullScreen()
      case "keep": return this.#kept()
      case "record": return this.#record()
    }
  }

  #waits(words: string, share: number | null = null): void {
    if (this.#phase === "connecting") this.#view.tell(words, share)
  }

  // A phone takes the camera while its screen is locked: once the page is seen again it goes on by itself.
  #lost(name: string): void {
    this.#fail(name)
    if (!document.hidden) return
    document.addEventListener("visibilitychange", () => this.#failed === "ended" && void this.start(), { once: true })
  }

  #fail(name: string): void {
    this.stop()
    this.#failed = name
    this.show()
  }

  #read({ result }: LiveResult): void {
    if (!this.#on) return
    if (this.#phase !== "running") this.#view.tell("")
    this.#result = result
    this.#phase = "running"
    this.#recorder?.add(result)
    if (!this.#keeps) this.#reporter.add(result)
    this.show()
  }

  // What was recorded here while numbers stayed here is saved before they go to the server again.
  #kept(): void {
    if (!this.#keeps && this.#recorder) this.#record()
    this.show()
  }

  // Begins a recording that stays here, or ends it and saves it.
  #record(): void {
    const ended = this.#recorder
    this.#recorder = ended ? null : new Recorder()
    if (ended) saveCsv(timelineCsv(ended.finish(), this.#data.model.identity))
    this.show()
  }
}
