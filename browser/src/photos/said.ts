// What is said of a picture, in words.
import { words } from "../answers.ts"
import type { FrameResult } from "../results.ts"
import type { Photo } from "./album.ts"
import { filled, type Words } from "./data.ts"

// For those who do not see it.
export function inWords({ name, result }: Photo, said: Words): string {
  if (!result) return name
  return `${name}: ${result.faces.map(face => words(face).toLowerCase()).join(", ") || said.nobody.toLowerCase()}`
}

// Why there is no face, and what helps.
export const whyNone = ({ tooDark }: FrameResult, said: Words): string => (tooDark ? said.tooDark : said.noFace)

// How many there are of a thing, given as of one and of several: 1 face, 2 faces.
export const counted = (number: number, [one, several]: readonly [string, string]): string =>
  number === 1 ? one : filled(several, number)
