// The visitor's camera, or the sample clip in its place: what is played in the picture.

const PATIENCE = 15 // seconds in which the first picture has to come

// The cameras of this device by name; names are known once one was allowed.
export async function cameras(): Promise<{ id: string; name: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId)
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }))
}

// Opens a camera, the one that faces the visitor where none is named.
export async function openCamera(wish: MediaTrackConstraints, id: string): Promise<MediaStream> {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) throw new DOMException("", "insecure")
  const which = id ? { deviceId: { exact: id }, facingMode: undefined } : {}
  return navigator.mediaDevices.getUserMedia({ video: { ...wish, ...which }, audio: false })
}

// Plays what was opened: a camera's stream or the address of a clip. Throws what the browser says where that does not
// play, "still" where no picture comes, and "ended" where a camera went away before one came.
export async function play(video: HTMLVideoElement, source: MediaStream | string): Promise<void> {
  if (typeof source === "string") {
    video.src = source
    video.loop = true
  } else video.srcObject = source
  await Promise.race([video.play(), still()]).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === "AbortError" && video.srcObject
      ? new DOMException("", "ended") // of a camera that opened; getUserMedia's own says that another program has it
      : error
  })
}

// Throws after a while in which the page was seen: behind another one, some browsers play nothing.
async function still(): Promise<never> {
  for (let seconds = 0; seconds < PATIENCE; seconds += document.hidden ? 0 : 1) {
    await new Promise(done => setTimeout(done, 1000))
  }
  throw new DOMException("", "still")
}

// Ends it; the camera's light goes off.
export function stop(video: HTMLVideoElement): void {
  const { srcObject, src } = video
  if (srcObject instanceof MediaStream) srcObject.getTracks().forEach(track => track.stop())
  video.srcObject = null
  if (src) URL.revokeObjectURL(src)
  video.removeAttribute("src")
  video.load()
}

// Calls with each frame that is shown, while the page is seen; returns what ends it.
export function eachFrame(video: HTMLVideoElement, shown: () => void): () => void {
  let ended = false, timer = 0
  const ask = () => {
    if (ended) return
    if ("requestVideoFrameCallback" in video) timer = video.requestVideoFrameCallback(once)
    else timer = requestAnimationFrame(once)
  }
  const once = () => {
    if (!ended) shown()
    ask()
  }
  ask()
  return () => {
    ended = true
    if ("cancelVideoFrameCallback" in video) video.cancelVideoFrameCallback(timer)
    else cancelAnimationFrame(timer)
  }
}
