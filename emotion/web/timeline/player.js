// Makes one of a player and of what is drawn over its time: a cursor that moves, a click that seeks, keys that mark.
const NEAR = 5 // pixels that a press may move and still be a click

// One for the page's life: Streamlit calls the function below anew at every change.
const held = (window.mienPlayer ??= { names: [], tell: null, frame: 0, pressed: null })

const player = () => document.querySelector(".st-key-timeline_player video")
const strips = () => document.querySelectorAll(".st-key-timeline_drawn .mien-times")
const plots = () => [...document.querySelectorAll(".st-key-timeline_drawn .js-plotly-plot")].filter(hasAxes)
const hasAxes = plot => plot._fullLayout?.xaxis

function seek(seconds) {
  const video = player()
  if (!video || !Number.isFinite(seconds)) return
  video.currentTime = Math.max(0, Math.min(seconds, (video.duration || seconds) - 0.001))
  move()
}

// Draws the cursor of each strip and each chart where the player is.
function move() {
  const at = player()?.currentTime
  for (const strip of strips()) {
    const cursor = cursorOf(strip)
    cursor.hidden = at === undefined
    if (at !== undefined) cursor.style.left = `${Math.min(100, (100 * at) / Number(strip.dataset.end))}%`
  }
  for (const plot of plots()) {
    const { xaxis, yaxis } = plot._fullLayout, cursor = cursorOf(plot), left = at === undefined ? -1 : xaxis.l2p(at)
    cursor.hidden = !(left >= 0 && left <= xaxis._length)
    Object.assign(cursor.style, {
      left: `${xaxis._offset + left}px`, top: `${yaxis._offset}px`, height: `${yaxis._length}px`,
    })
  }
}

function cursorOf(parent) {
  let cursor = parent.querySelector(":scope > .mien-cursor")
  if (!cursor) {
    cursor = document.createElement("i")
    cursor.className = "mien-cursor"
    cursor.setAttribute("aria-hidden", "true")
    parent.append(cursor)
  }
  return cursor
}

function follow() {
  move()
  const video = player()
  held.frame = video && !video.paused ? requestAnimationFrame(follow) : 0
}

// The time that a press on a strip, a chart or a moment in words means; undefined elsewhere.
function meant({ target, clientX }) {
  const word = target.closest?.("[data-seek]")
  if (word) return Number(word.dataset.seek)
  const strip = target.closest?.(".st-key-timeline_drawn .mien-times")
  if (strip) {
    const { left, width } = strip.getBoundingClientRect()
    return (Number(strip.dataset.end) * (clientX - left)) / width
  }
  const plot = target.closest?.(".st-key-timeline_drawn .js-plotly-plot")
  const axis = plot?._fullLayout?.xaxis
  if (!axis) return undefined
  const across = clientX - plot.getBoundingClientRect().left - axis._offset
  return across >= 0 && across <= axis._length ? axis.p2l(across) : undefined
}

// A press and its end: charts take the click itself away, to zoom.
function pressed(event) {
  held.pressed = event.button === 0 ? { x: event.clientX, y: event.clientY, at: meant(event) } : null
}

function released({ clientX, clientY }) {
  const { x, y, at } = held.pressed ?? {}
  held.pressed = null
  if (at !== undefined && Math.hypot(clientX - x, clientY - y) < NEAR) seek(at)
}

// Buttons that are reached by the keyboard are clicked without a press.
function clicked(event) {
  if (event.detail === 0 && event.target.closest?.("[data-seek]")) seek(meant(event))
}

const typing = target => target.closest?.("input, textarea, select, [contenteditable], [role=grid], canvas")

function mark(name) {
  const video = player()
  if (video) held.tell?.({ name, at: video.currentTime, id: `${Date.now()}-${Math.random()}` })
}

function typed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return
  const name = held.names?.[Number(event.key) - 1]
  if (name && player()) mark(name)
}

function buttons(parent, names) {
  const row = parent.querySelector(".mien-marks")
  row.replaceChildren(...names.map((name, index) => {
    const button = document.createElement("button"), key = document.createElement("kbd")
    button.type = "button"
    button.append(name)
    if (index < 9) {
      key.textContent = index + 1
      button.append(" ", key)
    }
    button.addEventListener("click", () => mark(name))
    return button
  }))
}

export default function ({ data, parentElement, setTriggerValue }) {
  held.forget?.() // Streamlit calls this anew at every change, and what it returned only when the element leaves the page
  held.names = data.names
  held.tell = marked => setTriggerValue("marked", marked)
  buttons(parentElement, data.names)
  const listeners = [
    ["pointerdown", pressed], ["pointerup", released], ["click", clicked], ["keydown", typed],
    ...["play", "seeked", "timeupdate", "loadedmetadata"].map(name => [name, () => held.frame || follow()]),
  ]
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true)
  const timer = setInterval(() => held.frame || move(), 250) // a chart that is drawn anew has no cursor yet
  return (held.forget = () => {
    clearInterval(timer)
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true)
  })
}
