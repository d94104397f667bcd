// What the page's Python hands to this component; it is told nothing.
import type { Sensitivity } from "../constants.ts"
import type { Served } from "../messages.ts"
import type { PanelWords } from "../page/panel.ts"

// Made by emotion/web/photo/in_browser.py.
export interface Data extends Served {
  readonly sensitivity: Sensitivity
  readonly most: number // pictures that are held at once
  readonly words: Words
}

// What is said, so that all of the page's words stand in one place; {} is filled in.
export interface Words extends PanelWords {
  readonly loading: string // while files come, with the share
  readonly reading: string // with the picture's name
  readonly place: string // after that where there are several, with which and how many
  readonly nobody: string // of a picture without a face, in short
  readonly noFace: string // and what helps
  readonly yes: string
  readonly no: string
  readonly faces: readonly [string, string] // one, and several with how many
  readonly pictures: readonly [string, string]
  readonly count: string // with how many faces and how many pictures
  readonly remove: string // with the picture's name
  readonly hereAlready: string // of a picture that is held already, with its name
  readonly samePicture: string // likewise by another name, with both
  readonly unreadable: string // of a file that this browser cannot open
  readonly unread: string // of a picture that could not be read
  readonly full: string // of a file for which there is no room, with how many are held
  readonly broken: string // when a part of the program is missing
  readonly hidden: string // when this browser hides the pixels of pictures
}

export const filled = (words: string, ...values: (string | number)[]): string =>
  values.reduce<string>((text, value) => text.replace("{}", () => String(value)), words)
