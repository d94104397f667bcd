// The frame in which streamlit-webrtc shows the camera, of one origin with the page: found, and dressed as the page is.
const FRAME = "iframe[title*='webrtc_streamer']"
const NARROW = 768 // CSS pixels, as in style.css
const BELOW = 464 // CSS pixels of a narrow screen for what stands over and under the picture: buttons, strip, answer, bars
const LOWEST = 200 // likewise that the picture gets in any case

const frame = () => document.querySelector(FRAME)
const inside = () => frame()?.contentDocument ?? null
// The button on which these words are written, if it can be pressed.
const called = words => [...(inside()?.querySelectorAll("button") ?? [])].find(
  part => part.textContent.trim().toLowerCase() === words?.toLowerCase() && !part.disabled)
const video = () => inside()?.querySelector("video") ?? null

// The frame is the component's own; here it gets the page's letters, and no error in the browser's words.
function dress(data) {
  const page = inside()
  video()?.setAttribute("aria-label", data.picture ?? "")
  if (!page?.head || page.getElementById("mien-dress")) return
  const style = page.createElement("style")
  style.id = "mien-dress"
  style.textContent = data.dress ?? ""
  page.head.append(style)
  const { fontFamily } = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  page.documentElement.style.setProperty("--mien-font", fontFamily)
  // The frame has no fonts of its own, and a font of the page's is not one of its frames'.
  document.fonts.forEach(font => font.status === "loaded" && page.fonts.add(font))
}

// The frame tells its height when it is drawn anew, which it is not when its video is turned or its place grows.
function fit() {
  const page = inside()
  const narrow = window.innerWidth < NARROW && !document.fullscreenElement
  const highest = narrow ? `${Math.max(LOWEST, window.innerHeight - BELOW)}px` : "none"
  page?.documentElement?.style.setProperty("--mien-highest", highest)
  const height = page?.getElementById("root")?.offsetHeight
  if (height && frame().offsetHeight !== height) frame().style.height = `${height}px`
}
