// From a picture to a result in three steps: find the faces, cut them out, read each one's expression. Knows no time.
import { answerOf } from "./answers.ts"
import type { Classifier } from "./classification/classifier.ts"
import type { Detector } from "./detection/base.ts"
import { qualityOf, tooDark } from "./detection/quality.ts"
import { grey } from "./images/grey.ts"
import type { Picture } from "./images/picture.ts"
import { usable, type FaceResult, type FrameResult } from "./results.ts"

// A result with the model's own probabilities, faces numbered from the left, and what it took.
export interface Analysis {
  readonly result: FrameResult
  readonly detectMs: number
  readonly classifyMs: number
}

// Reads every face of a picture in colour; `greyPicture` is the same picture in grey.
export async function analyze(
  picture: Picture, greyPicture: Picture, detector: Detector, classifier: Classifier,
): Promise<Analysis> {
  const started = performance.now()
  const found = [...(await detector.detect(picture))].sort((one, other) => one.box.left - other.box.left)
  const detected = performance.now()
  const { width, height } = picture
  const crops = classifier.cut(classifier.input.channels > 1 ? picture : greyPicture, found.map(face => face.framing))
  const said = await classifier.classify(crops)
  const { threshold } = classifier.calibration
  const faces = found.map((face, index): FaceResult => {
    const { probabilities, doubts } = said[index]
    const quality = qualityOf(face, crops[index], width, height, doubts)
    const { label, sure, rival } = answerOf(probabilities, threshold)
    return {
      box: face.box, probabilities, label, sure: sure && usable(quality), rival,
      displayNumber: index + 1, trackId: 0, quality, baseline: false,
    }
  })
  const dark = !faces.length && tooDark(greyPicture)
  const result = { width, height, faces, at: 0, frame: 0, followed: null, tooDark: dark }
  return { result, detectMs: detected - started, classifyMs: performance.now() - detected }
}

// Reads every face of a still picture in colour.
export const analyzePhoto = (picture: Picture, detector: Detector, classifier: Classifier): Promise<Analysis> =>
  analyze(picture, grey(picture), detector, classifier)
