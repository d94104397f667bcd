// Draws a result over the picture: a box and a tag for each face, and seven small bars beside it.
import { confidence, words } from "../answers.ts"
import { constants } from "../constants.ts"
import { clipped, mirrored, scaled, usable, type Box, type FaceResult, type FrameResult } from "../results.ts"
import { drawBars, free, placeBars } from "./score_bars.ts"
import { around, colourOf, css, font, lettersOn, styleOf, unsureColour, type Style } from "./style.ts"

const { dark: DARK, smallest: SMALLEST, longest: LONGEST } = constants.drawing

export interface Look {
  readonly mirror: boolean
  readonly scores: boolean
  readonly family: string // of the letters
  readonly smallest?: number // pixels of a capital letter's height, for a picture that is shown smaller than it is drawn
}

type Context = CanvasRenderingContext2D

// Draws a result over a picture that is shown so large, CSS pixels.
export function draw(context: Context, result: FrameResult | null, width: number, height: number, look: Look): void {
  if (!result) return
  const { smallest = SMALLEST } = look, usual = styleOf(width, height)
  const style = { ...usual, capHeight: Math.max(smallest, usual.capHeight) }
  const faces = result.faces.flatMap(face => {
    const seen = look.mirror ? mirrored(face.box, result.width) : face.box
    const box = clipped(
      scaled(seen, width / result.width, height / result.height, Math.round(width), Math.round(height)), width, height)
    return box ? [{ face, box, style: around(style, box.width) }] : []
  })
  for (const { face, box, style } of faces) outline(context, box, colour(face), style)
  const tags: Box[] = []
  for (const { face, box, style } of faces) {
    const others = faces.filter(other => other.box !== box).map(other => other.box)
    const placed = tag(context, face, box, others, faces.length > 1, tags, style, width, height, look.family, smallest)
    if (placed) tags.push(placed)
  }
  const taken = [...faces.map(({ box }) => box), ...tags]
  for (const { face, box, style } of look.scores ? faces : []) {
    const place = placeBars(context, box, taken, width, height, style, look.family)
    if (!place) continue
    drawBars(context, face, place, look.family)
    taken.push(place.panel)
  }
}

const colour = (face: FaceResult): string => (face.sure ? colourOf(face.label) : unsureColour)

// A box in its colour with a dark line on either side, so that it shows on light and on dark.
function outline(context: Context, box: Box, tone: string, { line, edge }: Style): void {
  for (const [stroke, wide] of [[css(DARK), line + 2 * edge], [tone, line]] as const) {
    context.strokeStyle = stroke
    context.lineWidth = wide
    context.strokeRect(box.left + line / 2, box.top + line / 2, box.width - line, box.height - line)
  }
}

// Draws the answer above the box, else in its top or its foot; among other faces it gets shorter, down to the number,
// rather than cover one of them.
function tag(
  context: Context, face: FaceResult, box: Box, others: Box[], numbered: boolean, tags: Box[], style: Style,
  width: number, height: number, family: string, smallest: number,
): Box | null {
  context.font = font(style.capHeight, family)
  const fitting = Math.round((style.capHeight * 1.2 * box.width) / context.measureText(LONGEST).width)
  const capHeight = Math.min(style.capHeight, Math.max(smallest, fitting))
  context.font = font(capHeight, family)
  const pad = 2 + Math.round(capHeight * 0.4), high = capHeight + 2 * pad
  const room = others.map(other => ({ ...other, top: other.top - high, height: other.height + high }))
  const options = texts(face, numbered).flatMap(text => {
    const long = Math.ceil(context.measureText(text).width) + 2 * pad
    return places(box, long, high, width, height).map(place => ({ text, place }))
  })
  if (!options.length) return null
  const { text, place } =
    options.find(option => free(option.place, [...tags, ...room])) ??
    options.find(option => free(option.place, tags)) ?? options[0]
  const tone = colour(face)
  context.fillStyle = css(DARK)
  const { edge } = style
  context.fillRect(place.left - edge, place.top - edge, place.width + 2 * edge, place.height + edge)
  context.fillStyle = tone
  context.fillRect(place.left, place.top, place.width, place.height)
  context.fillStyle = lettersOn(tone)
  context.textBaseline = "alphabetic"
  context.fillText(text, place.left + pad, place.top + pad + capHeight)
  return place
}

// What a tag may say, longest first.
function texts(face: FaceResult, numbered: boolean): string[] {
  const said = words(face), { unsure, perhaps } = constants.words
  const percent = `${(100 * confidence(face)).toFixed(0)} %`
  const shorter = usable(face.quality) ? perhaps[face.label] : unsure
  const answer = face.sure ? [`${said} ${percent}`, said] : [said, shorter, unsure]
  return numbered
    ? [...answer.map(text => `${face.displayNumber} ${text}`), String(face.displayNumber)]
    : answer
}

// Where a tag of this size may stand in a picture, best first.
function places(box: Box, long: number, high: number, width: number, height: number): Box[] {
  if (long > width || high > height) return []
  const left = Math.min(box.left, width - long)
  const tops = [box.top - high, box.top, box.top + box.height - high].filter(top => top >= 0 && top <= height - high)
  return (tops.length ? tops : [Math.max(0, height - high)]).map(top => ({ left, top, width: long, height: high }))
}
