// Arithmetic as Python does it.

// Rounds to the nearest whole number, halves to the even one.
export function round(value: number): number {
  const low = Math.floor(value), rest = value - low
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1
  return low % 2 === 0 ? low : low + 1
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
export const degrees = (radians: number): number => (radians * 180) / Math.PI
export const radians = (inDegrees: number): number => (inDegrees * Math.PI) / 180
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

// The index of the largest, the first where several are.
export function largestAt(values: readonly number[]): number {
  let best = 0
  for (let index = 1; index < values.length; index++) if (values[index] > values[best]) best = index
  return best
}
