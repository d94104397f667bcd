// All numbers and words that this program shares with Mien's Python, made by `python -m emotion.browser.build`.
import generated from "../generated/constants.json"

export const constants = generated
export type Colour = readonly [number, number, number] // red, green, blue, each 0 to 255
export type Sensitivity = keyof typeof constants.detection.settings
