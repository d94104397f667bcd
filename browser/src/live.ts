// One camera stream: each frame becomes a result that is followed from the one before.
import { analyze } from "./analysis.ts"
import type { Classifier } from "./classification/classifier.ts"
import type { Sensitivity } from "./constants.ts"
import type { BlazeFaceDetector } from "./detection/blazeface.ts"
import { StreamDetector } from "./detection/stream.ts"
import { Focus } from "./focus.ts"
import { grey } from "./images/grey.ts"
import type { Picture } from "./images/picture.ts"
import { SceneWatch } from "./images/scene.ts"
import { subtracted } from "./resting.ts"
import type { FrameResult } from "./results.ts"
import { Tracker, type TrackingSettings } from "./tracking.ts"

// What a visitor can change while the camera runs.
export interface LiveSettings {
  readonly tracking: TrackingSettings
  readonly sensitivity: Sensitivity
  readonly resting: readonly number[] | null // the neutral baseline that is subtracted from the face that is followed
}

// What came of one frame, and the milliseconds that it took by step.
export interface LiveResult {
  readonly result: FrameResult
  readonly steps: { readonly detect: number; readonly classify: number; readonly track: number }
}

// Reads one stream. Frames are read one after another.
export class LiveReader {
  settings: LiveSettings // may be replaced at any time; the next frame obeys
  readonly #detector: BlazeFaceDetector
  readonly #classifier: Classifier
  readonly #faces: StreamDetector
  readonly #tracker: Tracker
  readonly #scene = new SceneWatch()
  readonly #focus = new Focus()
  #previous: FrameResult | null = null

  constructor(detector: BlazeFaceDetector, classifier: Classifier, settings: LiveSettings) {
    this.settings = settings
    this.#detector = detector
    this.#classifier = classifier
    this.#faces = new StreamDetector(detector)
    this.#tracker = new Tracker(settings.tracking)
  }

  // Reads the next frame, in colour, that was taken at `at` seconds and is the stream's `frame`th.
  async read(picture: Picture, at: number, frame: number): Promise<LiveResult> {
    const { tracking, sensitivity, resting } = this.settings
    this.#detector.sensitivity = sensitivity
    this.#tracker.settings = tracking
    const greyPicture = grey(picture)
    const { result, detectMs, classifyMs } = await analyze(picture, greyPicture, this.#faces, this.#classifier)
    const started = performance.now()
    const own = resting ? subtracted(result, this.#previous, resting, tracking.threshold) : result
    const another = this.#scene.changed(greyPicture)
    const tracked = this.#tracker.update({ ...own, frame }, at, another)
    this.#previous = { ...tracked, followed: this.#focus.update(tracked) }
    const track = performance.now() - started
    return { result: this.#previous, steps: { detect: detectMs, classify: classifyMs, track } }
  }
}
