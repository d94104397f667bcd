// What the page's Python hands to this component, and what it is told.
import type { LiveSettings } from "../live.ts"
import type { FileAt, Served } from "../messages.ts"

export type Phase = "off" | "waiting" | "connecting" | "paused" | "running"

// Made by emotion/web/live/in_browser.py.
export interface Data extends Served {
  readonly settings: LiveSettings
  readonly mirror: boolean
  readonly scores: boolean // whether the seven bars are drawn beside each face
  readonly chosen: number | null // display number of the face whose bars are shown; null for the one that is followed
  readonly received: number // number of the next result that the server waits for
  readonly heard: number // number of the newest news that it has; 0 for none
  readonly start: string // names a start that the page asks for, each done once; empty for none
  readonly interval?: number // milliseconds between two frames that are read, where another than usual is wanted
  readonly clip: FileAt | null // the sample clip where that is to be played in the camera's place
  readonly wish: MediaTrackConstraints // what the camera is asked for
  readonly words: Words
}

// What is said, so that all of the page's words stand in one place.
export interface Words {
  readonly phases: Readonly<Record<Phase, readonly [string, string]>>
  readonly tooDark: string
  readonly confident: string // of a sure answer, with {} for the share
  readonly unsure: string // before what an unsure answer lies between
  readonly loading: string // while files come, with {} for the share
  readonly starting: string
  readonly waiting: string // while the server takes no numbers, with {} for how many seconds of them wait
  readonly begin: readonly [string, string] // on the button, for the camera and for the clip
  readonly end: readonly [string, string]
  readonly record: string
  readonly stopRecording: string // with {} for how long
}

// What the page is told once a second, or at once when the camera goes on or off.
export interface News {
  readonly phase: Phase
  readonly kept: boolean // whether numbers stay in this browser
  readonly number: number // another for whatever is told beside results
  readonly first: number // number of the first result
  readonly results: string // of batch.ts
  readonly failed: string // the browser's name of an error, or one of ours; empty when nothing failed
  readonly attempt: number // tells attempts apart
  readonly camera: string // its name
  readonly rate: number // frames a second that were read
  readonly steps: Readonly<Record<string, number>> // milliseconds of a frame by step, running means
}
