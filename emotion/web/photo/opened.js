// Brings a picture that was opened into view, and the keyboard to it; when it is closed, back to its card.
const PATIENCE = 40 // frames in which the page may bring what is looked for

function go(selector, frames = PATIENCE) {
  const found = document.querySelector(selector)
  if (!found) return frames > 0 && requestAnimationFrame(() => go(selector, frames - 1))
  found.focus({ preventScroll: true })
  const part = found.closest(".st-key-photo_opened") ?? found
  part.scrollIntoView({ block: part === found ? "nearest" : "start" })
}

export default function ({ data: { opened } }) {
  const before = window.mienOpened ?? ""
  window.mienOpened = opened
  if (opened === before) return
  go(opened ? ".st-key-photo_close button" : `.st-key-open_${before} button`)
}
