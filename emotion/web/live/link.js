// Joins the page and the frame in which streamlit-webrtc shows the camera, both of one origin. It presses the frame's
// start once the visitor has agreed, and hears what became of it.
const FRAME = "iframe[title*='webrtc_streamer']"
const START = ".st-key-agree button"
const PRESSING = 20000 // milliseconds in which the frame may load
const REFUSED = 4000 // milliseconds after which a relay that refused is told of, where nothing else connected
const GONE = 300 // milliseconds after which a frame that is not there has left the page: it may only have been moved
const NARROW = 768 // CSS pixels, as in style.css
const SETTLED = 1500 // milliseconds after which a connection's way is asked for: it may still change at first

const frame = () => document.querySelector(FRAME)
const inside = () => frame()?.contentDocument ?? null
const video = () => inside()?.querySelector("video") ?? null

// One for the page's life: Streamlit calls the function below anew at every change.
const link = (window.mienLink ??= {
  data: {}, told: {}, handled: "", pressing: 0, attempt: 0, stopped: false, tell: () => {},
})

function report(news) {
  link.told = { ...link.told, ...news }
  link.tell({ ...link.told, attempt: link.attempt })
}

function failed(name) {
  link.pressing = 0
  closeCamera()
  report({ failed: name })
}

function start() {
  link.attempt = Date.now()
  link.told = { codes: [] }
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return failed("insecure")
  link.pressing = link.attempt
  openCamera()
  press()
}

// Opens the camera at once, while the frame may still be loading: it gets this very stream when it asks.
function openCamera() {
  closeCamera()
  const opening = navigator.mediaDevices.getUserMedia({ video: link.data.video ?? true, audio: false })
  link.opening = opening
  opening.catch(error => link.opening === opening && failed(error.name || "Error"))
}

function closeCamera() {
  link.opening?.then(stream => stream.getTracks().forEach(track => track.stop()), () => {})
  link.opening = null
}

async function handed(wish, ask) {
  const opening = link.opening
  link.opening = null
  const stream = await opening // refused here is refused there: asking again would bring a second question
  const wanted = wish?.video?.deviceId?.exact
  if (stream && (!wanted || stream.getVideoTracks()[0].getSettings().deviceId === wanted)) {
    link.lent = stream
    return stream
  }
  stream?.getTracks().forEach(track => track.stop())
  return ask(wish)
}

// What the page opened does not go off by itself with the frame that it was lent to.
function left() {
  if (frame()) return
  closeCamera()
  link.lent?.getTracks().forEach(track => track.stop())
  Object.assign(link, { lent: null, pressing: 0, stopped: true })
}

function press() {
  if (!link.pressing) return
  if (Date.now() - link.pressing > PRESSING) return failed("frame")
  const button = [...(inside()?.querySelectorAll("button") ?? [])].find(
    part => part.textContent.trim().toLowerCase() === link.data.start?.toLowerCase() && !part.disabled)
  if (!button) return
  listen()
  link.pressing = 0
  button.click()
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
      link.stopped = false
    } else if (words === link.data.stop?.toLowerCase()) link.stopped = true
  }, true)
}

function opened(track) {
  // On a narrow screen the page then stands at the picture, with answer and bars below it.
  if (window.innerWidth < NARROW) document.querySelector(".st-key-stage")?.scrollIntoView({ block: "start" })
  const { width = 0, height = 0, frameRate = 0 } = track.getSettings()
  // Told with the connection's way, since each news builds the page anew.
  Object.assign(link.told, { failed: "", camera: track.label, width, height, rate: Math.round(frameRate) })
  track.addEventListener("ended", () => link.stopped || failed("ended"))
}

function connecting(connection) {
  const { attempt } = link
  let reached = false, relayed = false, waiting = 0
  connection.addEventListener("icecandidate", event => { relayed ||= event.candidate?.type === "relay" })
  connection.addEventListener("icecandidateerror", event => {
    if (link.told.codes?.length < 8) link.told.codes.push(event.errorCode)
    waiting ||= setTimeout(() => reached || link.stopped || link.attempt !== attempt || report({}), REFUSED)
  })
  connection.addEventListener("connectionstatechange", () => {
    const state = connection.connectionState
    if (state === "connected") {
      reached = true
      setTimeout(() => route(connection), SETTLED)
    } else if ((state === "failed" || state === "disconnected") && !link.stopped) {
      failed(reached ? "lost" : relayed ? "relay" : "unreachable")
    }
  })
}

async function route(connection) {
  if (connection.connectionState !== "connected") return
  const stats = await connection.getStats()
  let pair
  stats.forEach(part => {
    if (part.type === "transport" && part.selectedCandidatePairId) pair = stats.get(part.selectedCandidatePairId)
  })
  stats.forEach(part => {
    if (!pair && part.type === "candidate-pair" && part.nominated && part.state === "succeeded") pair = part
  })
  const ends = pair ? [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)] : []
  const relayed = ends.some(end => end?.candidateType === "relay")
  report({ failed: "", way: pair ? (relayed ? "relay" : "direct") : "" })
}

// The frame is the component's own; here it gets the page's letters, and no error in the browser's words.
function dress() {
  const page = inside()
  video()?.setAttribute("aria-label", link.data.picture ?? "")
  if (!page?.head || page.getElementById("mien-dress")) return
  const style = page.createElement("style")
  style.id = "mien-dress"
  style.textContent = link.data.dress ?? ""
  page.head.append(style)
  const { fontFamily } = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  page.documentElement.style.setProperty("--mien-font", fontFamily)
  // The frame has no fonts of its own, and a font of the page's is not one of its frames'.
  document.fonts.forEach(font => font.status === "loaded" && page.fonts.add(font))
}

// The frame tells its height when it is drawn anew, which it is not when its video is turned or its place grows.
function fit() {
  const height = inside()?.getElementById("root")?.offsetHeight
  if (height && frame().offsetHeight !== height) frame().style.height = `${height}px`
}

const clicked = event => event.target.closest?.(START) && start()

export default function ({ data, setStateValue }) {
  link.data = data
  link.tell = news => setStateValue("report", news)
  // A start that the page asks for, unless this visitor's press was heard here already.
  if (data.wanted && data.wanted !== link.handled) {
    link.handled = data.wanted
    if (!link.pressing && Date.now() - link.attempt > 5000) start()
  }
  document.addEventListener("click", clicked, true)
  const watch = setInterval(() => { dress(); fit(); listen(); press() }, 100)
  return () => {
    document.removeEventListener("click", clicked, true)
    clearInterval(watch)
    setTimeout(left, GONE)
  }
}
