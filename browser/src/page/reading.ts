// Reads what plays in the picture: sends frames to the worker, as many as are wanted, and takes its results.
import { constants } from "../constants.ts"
import type { LiveResult } from "../live.ts"
import { eachFrame } from "./camera.ts"
import type { Failure } from "../messages.ts"
import type { Data } from "./data.ts"
import { Program } from "./program.ts"

const { interval, early: EARLY, averaged: AVERAGED } = constants.live
const INTERVAL = interval * 1000 * EARLY // milliseconds between two frames that are read

// What the session hears of.
export interface Reader {
  progress(share: number): void // 0 to 1, of the files that are fetched
  ready(): void
  read(live: LiveResult): void
  broken(what: Exclude<Failure, "reading">): void // nothing can be read until it is opened anew
}

export class Reading {
  readonly #video: HTMLVideoElement
  readonly #reader: Reader
  readonly #steps: Record<string, number> = {} // milliseconds by step, running means
  #program: Program | null = null
  #end: () => void = () => {}
  #interval = INTERVAL
  #frame = 0 // number of the next frame
  #sentAt = 0 // when the newest frame was sent, milliseconds
  #readAt = 0 // when a result last came
  #apart = 0 // milliseconds between two results, a running mean

  constructor(video: HTMLVideoElement, reader: Reader) {
    this.#video = video
    this.#reader = reader
  }

  // Fetches program and networks, where that is not done.
  open({ worker, files, accelerator, model, settings, interval }: Data): void {
    this.#interval = interval ?? INTERVAL
    if (this.#program) return
    const { progress, ready } = this.#reader
    this.#program = new Program(worker, files, accelerator, {
      progress, ready, read: live => this.#read(live), failed: (what, reason) => this.#failed(what, reason),
    })
    this.#program.choose(model)
    this.#program.obey(settings)
  }

  renew({ model, settings }: Data, before: Data): void {
    if (!same(model, before.model)) this.#program?.choose(model)
    if (!same(settings, before.settings)) this.#program?.obey(settings)
  }

  // Begins a stream.
  begin(): void {
    this.#readAt = this.#frame = this.#apart = 0
    this.#program?.begin()
    this.#end = eachFrame(this.#video, () => void this.#next())
  }

  end(): void {
    this.#end()
  }

  close(): void {
    this.#end()
    this.#program?.end()
    this.#program = null
  }

  // Milliseconds since the newest result; 0 before the first.
  get still(): number {
    return this.#readAt ? performance.now() - this.#readAt : 0
  }

  // Results a second, and the milliseconds of each step.
  get cost(): { rate: number; steps: Record<string, number> } {
    const tenth = (value: number) => Math.round(10 * value) / 10
    const steps = Object.fromEntries(Object.entries(this.#steps).map(([step, value]) => [step, tenth(value)]))
    return { rate: this.#apart ? tenth(1000 / this.#apart) : 0, steps }
  }

  async #next(): Promise<void> {
    const now = performance.now(), program = this.#program
    if (!program?.ready || program.busy || now - this.#sentAt < this.#interval || !this.#video.videoWidth) return
    this.#sentAt = now
    program.busy = true
    const picture = await createImageBitmap(this.#video).catch(() => null) // the camera may have gone off meanwhile
    if (picture) program.read(picture, now / 1000, this.#frame++)
    else program.busy = false
  }

  #read(live: LiveResult): void {
    const now = performance.now()
    if (this.#readAt) this.#apart = mean(this.#apart, now - this.#readAt)
    this.#readAt = now
    for (const [step, value] of Object.entries(live.steps)) this.#steps[step] = mean(this.#steps[step] ?? 0, value)
    this.#reader.read(live)
  }

  #failed(what: Failure, reason: string): void {
    console.error(`Mien: ${reason}`)
    if (what === "reading") return // the next frame may do
    this.close()
    this.#reader.broken(what)
  }
}

const mean = (before: number, newest: number): number => (before ? before + AVERAGED * (newest - before) : newest)
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
