// The panel of seven small bars beside a face: where it may stand, and drawing it.
import { constants } from "../constants.ts"
import { area, type Box, type FaceResult } from "../results.ts"
import { clamp } from "../numbers.ts"
import { colourOf, css, font, type Style } from "./style.ts"

const { smallest: SMALLEST, dark: DARK, light: LIGHT, dim: DIM, track: TRACK } = constants.drawing
const { shade: SHADE, share: SHARE, initials: INITIALS } = constants.drawing

type Context = CanvasRenderingContext2D

// Where a panel stands, and the sizes in it, CSS pixels.
export interface PlacedBars {
  readonly panel: Box
  readonly rowHeight: number
  readonly capHeight: number
  readonly names: number // width of the names with the gap after them
  readonly length: number // of a bar at probability 1
  readonly pad: number
}

// Finds room for a face's bars, as large as the picture asks for or else as small as can be read.
export function placeBars(
  context: Context, box: Box, taken: readonly Box[], width: number, height: number, style: Style, family: string,
): PlacedBars | null {
  const smallest = SMALLEST + 3
  const largest = Math.max(smallest, Math.min(style.rowHeight, Math.floor(box.height / INITIALS.length)))
  for (const rowHeight of new Set([largest, Math.floor((largest + smallest) / 2), smallest])) {
    const sized = sizes(context, rowHeight, family)
    if (sized.high > 1.5 * box.height || sized.high > height) continue
    const panels = beside(box, sized.wide, sized.high, width, height, style)
    const inside = ({ left, top, width: wide, height: high }: Box) =>
      left >= 0 && left + wide <= width && top + high <= height
    const panel = panels.find(panel => inside(panel) && free(panel, taken)) ?? within(box, sized, style, taken)
    if (panel) return { ...sized, panel }
  }
  return null
}

function sizes(context: Context, rowHeight: number, family: string) {
  const capHeight = Math.max(SMALLEST, Math.round(rowHeight * 0.6)), pad = Math.max(3, Math.floor(rowHeight / 3))
  context.font = font(capHeight, family)
  const names = Math.max(...INITIALS.map(name => Math.ceil(context.measureText(name).width))) + pad
  const length = Math.round(3.5 * rowHeight)
  const wide = 2 * pad + names + length, high = 2 * pad + rowHeight * INITIALS.length
  return { rowHeight, capHeight, names, length, pad, wide, high }
}

// Within the box, where it takes no more than a share of it.
function within(box: Box, { wide, high }: { wide: number; high: number }, { line }: Style, taken: readonly Box[]) {
  const left = box.left + box.width - 2 * line - wide, top = box.top + box.height - 2 * line - high
  const panel = { left, top, width: wide, height: high }
  return area(panel) <= SHARE * area(box) && free(panel, taken.filter(other => other !== box)) ? panel : null
}

// Where a face's bars may stand, best first: right, left, below.
function beside(box: Box, wide: number, high: number, width: number, height: number, style: Style): Box[] {
  const gap = style.edge + style.line, right = box.left + box.width, bottom = box.top + box.height
  const level = [box.top, box.top + 3 * style.capHeight, bottom - high].flatMap(wanted => {
    const top = Math.max(0, Math.min(wanted, height - high))
    return [{ left: right + gap, top }, { left: box.left - gap - wide, top }]
  })
  const below = { left: Math.max(0, Math.min(box.left, width - wide)), top: bottom + gap }
  return [...level, below].map(place => ({ ...place, width: wide, height: high }))
}

// Draws the seven bars of a face over the shaded picture.
export function drawBars(context: Context, face: FaceResult, place: PlacedBars, family: string): void {
  const { panel, rowHeight, capHeight, names, length, pad } = place
  context.fillStyle = css(DARK, 1 - SHADE)
  context.fillRect(panel.left, panel.top, panel.width, panel.height)
  const left = panel.left + pad + names, thick = Math.floor(rowHeight / 2)
  context.font = font(capHeight, family)
  context.textBaseline = "alphabetic"
  for (const [row, probability] of face.probabilities.entries()) {
    const top = panel.top + pad + row * rowHeight
    context.fillStyle = css(row === face.label ? LIGHT : DIM)
    context.fillText(INITIALS[row], panel.left + pad, top + Math.floor((rowHeight + capHeight) / 2))
    const bar = top + Math.floor((rowHeight - thick) / 2)
    context.fillStyle = css(TRACK)
    context.fillRect(left, bar, length, thick)
    context.fillStyle = colourOf(row)
    context.fillRect(left, bar, length * clamp(probability, 0, 1), thick)
  }
}

// Whether a panel overlaps none of the boxes.
export function free(panel: Box, taken: readonly Box[]): boolean {
  return !taken.some(other => {
    const across = Math.min(panel.left + panel.width, other.left + other.width) - Math.max(panel.left, other.left)
    const down = Math.min(panel.top + panel.height, other.top + other.height) - Math.max(panel.top, other.top)
    return across > 0 && down > 0 && area(panel) > 0
  })
}
