// Visits the app with Firefox, by WebDriver BiDi, and prints what was seen as one line of JSON.
// node firefox.mjs '{"browser": PATH, "url": ADDRESS, "visit": "photo", ...}'; test_firefox.py gives the rest.
import puppeteer from "puppeteer-core"

const PATIENCE = 60_000 // milliseconds for what is awaited, on a busy machine
const MORE = 10 // frames that have to come before a picture counts as one that goes on
const PANEL = ".mien-browser .mien-panel"
const TOLD = "[data-testid=stAlertContentError]"
const AGREE = "Agree and start the camera"

// Keeps the tracks of every camera, and the newest file that the page saves; a camera may be one that gives no picture,
// or one that went away before it gave one.
function remember(instead) {
  const canvas = document.createElement("canvas") // kept: with it a picture that never comes would end
  canvas.getContext("2d")
  window.mienTracks = []
  const devices = navigator.mediaDevices, ask = devices?.getUserMedia.bind(devices)
  if (ask) devices.getUserMedia = async wish => {
    const stream = instead ? canvas.captureStream(0) : await ask(wish)
    if (instead === "gone") setTimeout(() => stream.getTracks().forEach(track => track.stop()), 500)
    window.mienTracks.push(...stream.getTracks())
    return stream
  }
  const address = URL.createObjectURL.bind(URL)
  URL.createObjectURL = content => {
    if (content instanceof Blob && content.type === "text/csv") window.mienSaved = content
    return address(content)
  }
}

const tracks = page => page.evaluate(() => window.mienTracks.map(track => track.readyState))
const text = (page, selector) => page.$eval(selector, element => element.innerText)
const frame = page => page.$eval(PANEL, panel => Number(panel.dataset.frame || 0))

// Presses a button, or chooses what is named so, once it can be pressed.
async function press(page, name) {
  await page.locator(`::-p-xpath(//*[self::button or self::label][contains(., '${name}')])`).click()
}

// Waits for an answer or for a sentence that tells of trouble; returns both, the sentence empty where there is none.
async function answered(page, wanted) {
  const handle = await page.waitForFunction((panel, alert, answer) => {
    const told = document.querySelector(alert)?.innerText ?? "", root = document.querySelector(panel)
    const found = root?.querySelector("strong").innerText ?? ""
    return (told || (root?.dataset.phase === "running" && found === answer)) && { answer: found, told }
  }, {}, PANEL, TOLD, wanted)
  return handle.jsonValue()
}

// Waits for more frames; returns how many came and how long that took, seconds.
async function goesOn(page) {
  const before = await frame(page), began = performance.now()
  const enough = (panel, least) => Number(document.querySelector(panel).dataset.frame) >= least
  await page.waitForFunction(enough, {}, PANEL, before + MORE)
  return { frames: (await frame(page)) - before, seconds: (performance.now() - began) / 1000 }
}

const visits = {
  // A picture that stays here, and the CSV that is made of it here.
  async photo(page, { url, picture, choice }) {
    await page.goto(`${url}/photo`)
    await press(page, choice)
    await page.waitForSelector(".mien-drop button:not(:disabled)")
    const field = await page.$(".mien-drop input")
    await field.uploadFile(picture)
    await page.waitForSelector(".mien-photo[data-read=true], .mien-photos [data-do=again]:not([hidden])")
    const told = await text(page, ".mien-photos-note")
    if (told) return { told }
    const cells = await page.$$eval(".mien-photos-table tbody td", found => found.map(cell => cell.innerText))
    await press(page, "Readings, CSV")
    const handle = await page.waitForFunction(() => window.mienSaved?.text())
    return { told, cells, csv: await handle.jsonValue() }
  },

  // The camera from agreement to its end, or to the sentence that says why there is none.
  async camera(page, { url, answer }) {
    await page.goto(url)
    await press(page, AGREE)
    const first = await answered(page, answer)
    if (first.told) return { ...first, closed: await tracks(page) }
    const rate = await goesOn(page), open = await tracks(page)
    await press(page, "Stop camera")
    await page.waitForSelector(`${PANEL}[data-phase=off]`)
    return { ...first, ...rate, open, closed: await tracks(page) }
  },

  // The sample clip in the camera's place, to the way back.
  async clip(page, { url, answer }) {
    await page.goto(url)
    await press(page, "Play a sample clip")
    const first = await answered(page, answer)
    const rate = first.told ? {} : await goesOn(page)
    await press(page, "Back to the camera")
    await page.waitForFunction(name => document.body.innerText.includes(name), {}, AGREE)
    return { ...first, ...rate }
  },
}

const given = JSON.parse(process.argv[2])
const browser = await puppeteer.launch({
  browser: "firefox", executablePath: given.browser, headless: true, extraPrefsFirefox: given.preferences,
})
try {
  const [page] = await browser.pages(), errors = []
  page.setDefaultTimeout(PATIENCE)
  page.on("pageerror", error => errors.push(String(error)))
  page.on("console", message => message.type() === "error" && errors.push(message.text()))
  await page.setViewport({ width: 1280, height: 1000 })
  await page.evaluateOnNewDocument(remember, given.instead ?? "")
  try {
    const seen = await visits[given.visit](page, given)
    console.log(JSON.stringify({ version: await browser.version(), errors, ...seen }))
  } catch (error) {
    await page.screenshot({ path: given.screenshot })
    throw new Error(`${await text(page, "body")}\n${errors.join("\n")}`, { cause: error })
  }
} finally {
  await browser.close()
}
