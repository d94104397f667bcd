// The visitor's camera: opened by the page, lent to the frame, and held to what the server can read.
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

function opened(track) {
  Object.assign(link, { camera: track, held: 0 })
  // On a narrow screen the page then stands at the picture, with answer and bars below it.
  if (window.innerWidth < NARROW) document.querySelector(".st-key-stage")?.scrollIntoView({ block: "start" })
  const { width = 0, height = 0, frameRate = 0 } = track.getSettings()
  // Told with the connection's way, since each news builds the page anew.
  Object.assign(link.told, { failed: "", camera: track.label, width, height, rate: Math.round(frameRate) })
  track.addEventListener("ended", () => {
    if (link.stopped) return
    called(link.data.stop)?.click() // the frame goes on without its camera
    interrupted("ended")
  })
}

// Asks for fewer frames while the server is busy, as the panel says, and for all of them once it is not.
function hold() {
  const { camera, held } = link
  const wish = link.data.video?.frameRate?.max ?? 0
  const rate = Math.min(Number(document.querySelector(".mien-panel")?.dataset.rate) || wish, wish)
  if (camera?.readyState !== "live" || rate === (held || wish)) return
  link.held = rate
  camera.applyConstraints({ ...link.data.video, frameRate: { ideal: rate, max: rate } }).catch(() => {})
}
