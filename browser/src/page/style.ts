// Sizes and colours of what is drawn over the picture; they follow the size in which it is shown.
import { constants } from "../constants.ts"

const { unit: UNIT, line: LINE, edge: EDGE, capitals: CAPITALS, rows: ROWS, smallest: SMALLEST } = constants.drawing

// Sizes in CSS pixels.
export interface Style {
  readonly line: number // of a box, in its colour
  readonly edge: number // of the dark outline on either side of it
  readonly capHeight: number // height of a capital letter on a tag
  readonly rowHeight: number // from a bar to the next
}

// The sizes for a picture that is shown so large.
export function styleOf(width: number, height: number): Style {
  const unit = Math.min(height, (width * 3) / 4) / UNIT
  return {
    line: Math.max(2, Math.round(LINE * unit)),
    edge: Math.max(1, Math.round(EDGE * unit)),
    capHeight: Math.max(SMALLEST + 1, Math.round(CAPITALS * unit)), // a browser's letters are read at that
    rowHeight: Math.max(SMALLEST + 3, Math.round(ROWS * unit)),
  }
}

// The sizes for a box of this width: its line with both outlines takes at most about 1/12 of it.
export const around = (style: Style, width: number): Style => ({
  ...style,
  line: Math.min(style.line, Math.max(1, Math.round(width / 24))),
  edge: Math.min(style.edge, Math.max(1, Math.round(width / 48))),
})

export const css = (colour: readonly number[], alpha = 1): string => `rgb(${colour.join(" ")} / ${alpha})`
export const colourOf = (label: number): string => constants.labels.colours[label]

// White or black, whichever has more contrast on a colour by WCAG 2.2's relative luminance.
export function lettersOn(ground: string): string {
  const linear = [1, 3, 5].map(at => {
    const part = parseInt(ground.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = linear[0] * 0.2126 + linear[1] * 0.7152 + linear[2] * 0.0722
  return css(1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? constants.drawing.light : [0, 0, 0])
}

// The colour of an unsure answer, as #rrggbb.
export const unsureColour = `#${constants.drawing.unsure.map(part => part.toString(16).padStart(2, "0")).join("")}`

// Letters whose capitals are so high.
export const font = (capHeight: number, family: string): string => `500 ${(capHeight / 0.72).toFixed(1)}px ${family}`
