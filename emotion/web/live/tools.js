// Works on the picture in the camera's frame, in the visitor's own browser: nothing of it is sent to anybody.
const video = () => document.querySelector("iframe[title*='webrtc_streamer']")?.contentDocument?.querySelector("video")

function snapshot() {
  const shown = video()
  if (!shown?.videoWidth) return
  const canvas = document.createElement("canvas")
  canvas.width = shown.videoWidth
  canvas.height = shown.videoHeight
  canvas.getContext("2d").drawImage(shown, 0, 0)
  canvas.toBlob(picture => {
    const file = document.createElement("a")
    file.href = URL.createObjectURL(picture)
    file.download = `mien-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.png`
    file.click()
    setTimeout(() => URL.revokeObjectURL(file.href), 1000)
  }, "image/png")
}

function fullScreen() {
  const stage = document.querySelector(".st-key-stage")
  if (document.fullscreenElement) return document.exitFullscreen()
  const shown = video()
  if (shown?.videoHeight) stage?.style.setProperty("--mien-ratio", shown.videoWidth / shown.videoHeight)
  if (stage?.requestFullscreen) return stage.requestFullscreen().catch(() => video()?.webkitEnterFullscreen?.())
  video()?.webkitEnterFullscreen?.() // iPhones give it to videos alone
}

// While the press is handled: browsers give the full screen to nothing else.
function clicked(event) {
  if (event.target.closest?.(".st-key-snapshot button")) snapshot()
  else if (event.target.closest?.(".st-key-full_screen button")) fullScreen()
}

export default function () {
  document.addEventListener("click", clicked, true)
  return () => document.removeEventListener("click", clicked, true)
}
