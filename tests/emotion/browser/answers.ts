// What is said of faces, of one picture and over time, and how well they can be seen.
import { answerOf, confidence, SteadyAnswer, words, type Answer } from "../../../browser/src/answers.ts"
import { issuesInWords, qualityFrom, SteadyQuality, whyNobody, type Seen } from "../../../browser/src/quality.ts"
import type { FaceQuality, FaceResult } from "../../../browser/src/results.ts"

interface Update {
  readonly newest: number[]
  readonly passed: number
  readonly share: number
  readonly threshold: number
}

export const answers = (pictures: readonly { probabilities: number[]; threshold: number }[]): Answer[] =>
  pictures.map(({ probabilities, threshold }) => answerOf(probabilities, threshold))

export const steadyAnswers = (sequences: readonly (readonly Update[])[]) =>
  sequences.map(([first, ...updates]) => {
    const steady = new SteadyAnswer(first.newest, first.threshold)
    return updates.map(({ newest, passed, share, threshold }) => {
      steady.update(newest, passed, share, threshold)
      return { ...steady.answer, probabilities: steady.probabilities }
    })
  })

export const inWords = (faces: readonly FaceResult[]) =>
  faces.map(face => ({ words: words(face), confidence: confidence(face), issues: issuesInWords(face.quality) }))

export const nobody = (cases: readonly boolean[]) => cases.map(whyNobody)

export const qualities = (faces: readonly Seen[]): FaceQuality[] => faces.map(qualityFrom)

export const steadyQualities = (sequences: readonly (readonly { quality: FaceQuality; share: number }[])[]) =>
  sequences.map(([first, ...updates]) => {
    const steady = new SteadyQuality(first.quality)
    return updates.map(({ quality, share }) => {
      steady.update(quality, share)
      return steady.now
    })
  })
