// Joins the page and the camera's frame (frame.js, camera.js and connection.js, which stand before this). It presses the
// frame's start once the visitor has agreed, and hears what became of it.
const START = ".st-key-agree button"
const PRESSING = 20000 // milliseconds in which the frame may load
const GONE = 300 // milliseconds after which a frame that is not there has left the page, and was not only moved
const FALLEN = 2000 // milliseconds at its start after which a frame that was started counts as fallen back
const UNHEARD = 2000 // milliseconds after which an agreement that the page did not hear is told again
const STILL = 5000 // milliseconds without anything new after which a page whose camera is on is built again
const AWAKE = 10000 // milliseconds after a page came back in which what went with the screen may still be heard of

// One for the page's life: Streamlit calls the function below anew at every change.
const link = (window.mienLink ??= {
  data: {}, told: {}, handled: "", pressing: 0, attempt: 0, stopped: false, shown: 0, resume: false, tell: () => {},
  running: false, agreed: 0, repeating: false, fallen: 0, retried: false, seen: "", moved: 0,
  camera: null, held: 0,
})

function report(news) {
  link.told = { ...link.told, ...news }
  link.tell({ ...link.told, attempt: link.attempt })
}

function failed(name, again = false) {
  Object.assign(link, { pressing: 0, running: false })
  closeCamera()
  report({ failed: name, again })
}

// A phone takes the camera while its screen is locked. Once the page is seen again it goes on by itself, once.
function interrupted(name) {
  // The page asks for it again where the visitor has agreed: it may have another server by now.
  const again = name === "lost" && !link.retried && !document.hidden
  link.retried ||= again
  failed(name, again)
  if (document.hidden) link.resume = true
  else if (Date.now() - link.shown < AWAKE) restart(name)
}

function seen() {
  if (document.hidden) return
  link.shown = Date.now()
  if (link.resume) restart(link.told.failed)
}

function restart(name) {
  Object.assign(link, { resume: false, shown: 0 })
  start(name)
}

// `otherwise` is what is told when the frame's button does not come.
function start(otherwise = "frame") {
  Object.assign(link, { otherwise, attempt: Date.now(), told: { codes: [] } })
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return failed("insecure")
  link.pressing = link.attempt
  openCamera()
  press()
}

// What the page opened does not go off by itself with the frame that it was lent to.
function left() {
  if (frame()) return
  closeCamera()
  link.lent?.getTracks().forEach(track => track.stop())
  Object.assign(link, { lent: null, pressing: 0, running: false, stopped: true, resume: false, attempt: 0 })
}

function press() {
  if (!link.pressing) return
  if (Date.now() - link.pressing > PRESSING) return failed(link.otherwise)
  const button = called(link.data.start)
  if (!button) return
  listen()
  Object.assign(link, { pressing: 0, running: true })
  button.click()
}

// The frame stands at its start again though nothing failed and nobody stopped it: once more, then it is said.
function fell() {
  if (!link.running || link.pressing || !called(link.data.start)) return (link.fallen = 0)
  link.fallen ||= Date.now()
  if (Date.now() - link.fallen < FALLEN) return
  interrupted("lost")
}

// What a page does by itself hangs on single messages. Where they are lost it stands still, though the camera is on.
function stands() {
  const { phase = "", frame = "" } = document.querySelector(".mien-panel")?.dataset ?? {}
  const now = Date.now(), seen = `${phase} ${frame}`
  const moves = seen !== link.seen || document.hidden || phase === "paused" || !called(link.data.stop)
  Object.assign(link, { seen, moved: moves ? now : link.moved })
  if (now - link.moved < STILL) return
  link.moved = now
  report({ asked: now })
}

// Hears the frame's own calls: it shows errors in the browser's words, and tells the server nothing of them.
function listen() {
  const target = frame()?.contentWindow
  if (!target || target.mienHeard || !target.navigator.mediaDevices) return
  target.mienHeard = true
  const devices = target.navigator.mediaDevices
  const ask = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async wish => {
    try {
      const stream = await handed(wish, ask)
      stream.getVideoTracks().forEach(opened)
      return stream
    } catch (error) {
      failed(error.name || "Error")
      throw error
    }
  }
  const Connection = target.RTCPeerConnection
  target.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given)
      connecting(this)
    }
  }
  target.document.addEventListener("click", event => {
    const words = event.target.closest?.("button")?.textContent.trim().toLowerCase()
    if (words === link.data.start?.toLowerCase()) {
      if (Date.now() - link.attempt > 1000) Object.assign(link, { attempt: Date.now(), told: { codes: [] } })
      Object.assign(link, { stopped: false, running: true })
    } else if (words === link.data.stop?.toLowerCase()) Object.assign(link, { stopped: true, running: false })
  }, true)
}

function clicked(event) {
  if (!event.target.closest?.(START) || link.repeating) return
  Object.assign(link, { retried: false, agreed: Date.now() })
  start()
}

// Streamlit can lose a button's press to another request: the page still asks though it was agreed.
function unheard() {
  const button = document.querySelector(START)
  if (!button) link.agreed = 0
  if (!link.agreed || Date.now() - link.agreed < UNHEARD) return
  Object.assign(link, { agreed: 0, repeating: true })
  button.click()
  link.repeating = false
}

export default function ({ data, setStateValue }) {
  link.forget?.() // Streamlit calls this anew at every change, and what it returned only when the element leaves the page
  link.data = data
  link.tell = news => setStateValue("report", news)
  // A start that the page asks for, unless this visitor's press was heard here already.
  if (data.wanted && data.wanted !== link.handled) {
    link.handled = data.wanted
    if (!link.pressing && Date.now() - link.attempt > 5000) start()
  }
  document.addEventListener("click", clicked, true)
  document.addEventListener("visibilitychange", seen)
  const watch = setInterval(() => { dress(link.data); fit(); listen(); press(); unheard(); fell(); stands(); hold() }, 100)
  const forget = (link.forget = () => {
    document.removeEventListener("click", clicked, true)
    document.removeEventListener("visibilitychange", seen)
    clearInterval(watch)
  })
  return () => {
    forget()
    setTimeout(left, GONE)
  }
}
