// Tells the page where its player is whenever that changes otherwise than by playing on.
const EVENTS = ["playing", "pause", "seeked", "ratechange", "waiting"]

// One for the page's life: Streamlit calls the function below anew at every change.
const clip = (window.mienClip ??= { player: null, tell: () => {} })

function heard() {
  const { currentTime: at, paused, seeking, readyState } = clip.player
  clip.tell({ at, moving: !paused && !seeking && readyState > 2, told: Date.now() })
}

function find() {
  const found = document.querySelector(".st-key-sample_clip video")
  if (!found || found === clip.player) return
  clip.player = found
  EVENTS.forEach(name => found.addEventListener(name, heard))
  found.play().catch(() => {}) // where a browser plays nothing by itself, its visitor presses play
  heard()
}

export default function ({ setStateValue }) {
  clip.forget?.() // what it returned is called only when the element leaves the page
  clip.tell = news => setStateValue("position", news)
  const watch = setInterval(find, 100)
  return (clip.forget = () => clearInterval(watch))
}
