// Mien's worker, told what the app's page tells it. A frame's time is that from its bitmap to its result.
async ({ worker, files, model, settings }) => {
  const absolute = address => new URL(address, document.baseURI).href
  const at = value => (typeof value === "string" ? absolute(value) : { ...value, url: absolute(value.url) })
  const told = new Worker(absolute(worker))
  const ask = (message, ...handedOver) => new Promise((done, fail) => {
    told.onmessage = ({ data }) => {
      if (data.kind === "failed") fail(new Error(`${data.what}: ${data.reason}`))
      else if (data.kind !== "progress") done(data)
    }
    told.onerror = () => fail(new Error("the worker did not load"))
    told.postMessage(message, handedOver)
  })
  const found = Object.fromEntries(Object.entries(files).map(([name, value]) => [name, at(value)]))
  told.postMessage({ kind: "open", files: found, accelerator: "wasm" })
  told.postMessage({ kind: "settings", settings })
  await ask({ kind: "model", model: { ...model, file: at(model.file) } })
  window.program = {
    begin: () => told.postMessage({ kind: "begin" }),
    read: async (canvas, frame) => {
      const picture = await createImageBitmap(canvas), began = performance.now()
      const { live } = await ask({ kind: "frame", picture, at: began / 1000, frame }, picture)
      const labels = live.result.faces.map(face => face.label)
      return { whole: performance.now() - began, faces: labels.length, steps: live.steps }
    },
  }
}
