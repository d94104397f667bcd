// Cells of CSV that spreadsheets open safely: the same text, byte for byte, as emotion/export/csv.py makes of them.
import { constants } from "./constants.ts"
import { round } from "./numbers.ts"

export type Cells = Readonly<Record<string, string>> // by column; one that is missing is empty

const { sign: SIGN, passedOver: PASSED_OVER } = constants.export
// What makes a spreadsheet take a cell for a formula, at its beginning and further on.
const FIRST = new RegExp(`^${PASSED_OVER}[${SIGN}\\t\\r\\n]`)
const LATER = new RegExp(`[;\\t\\r\\n](?=${PASSED_OVER}[${SIGN}])`, "g")
const HALF = /\p{Surrogate}/gu // of a character; UTF-8 has no bytes for it

// What stands between cells, and before a number's fraction.
export interface Form {
  readonly separator: string
  readonly decimal: string
}

export const COMMA: Form = { separator: ",", decimal: "." }

// Rows with their header, in a form that the spreadsheet reads. It begins with a byte order mark, without which Excel
// garbles letters outside ASCII: encode it as UTF-8.
export function csv(columns: readonly string[], rows: readonly Cells[], { separator, decimal } = COMMA): string {
  const cell = (written = ""): string => (written.startsWith('"') ? written : written.replace(".", decimal))
  const lines = [columns.map(text), ...rows.map(cells => columns.map(column => cell(cells[column])))]
  return "\ufeff" + lines.map(line => line.join(separator) + "\r\n").join("")
}

// A text: in quotes, with an apostrophe in front of what would be a formula.
export function text(value: string): string {
  const whole = value.replace(HALF, "\ufffd")
  const safe = (FIRST.test(whole) ? "'" : "") + whole.replace(LATER, "$&'")
  return `"${safe.replaceAll('"', '""')}"`
}

export const joined = (issues: readonly string[]): string => text(issues.join("; "))

// A number of 0 or more, rounded to so many digits, as Python writes it.
export function decimal(value: number, digits: number): string {
  // What lies exactly between two goes to the even one in Python, away from zero in `toFixed`.
  const between = (value * 2 ** (digits + 1)) % 2 === 1
  const rounded = between ? round(value * 10 ** digits) / 10 ** digits : Number(value.toFixed(digits))
  if (Number.isInteger(rounded)) return `${rounded}.0`
  return rounded < 1e-4 ? rounded.toExponential().replace(/-(\d)$/, "-0$1") : String(rounded)
}
