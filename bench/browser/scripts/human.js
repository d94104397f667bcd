// @vladmandic/human, by its module for browsers.
async ({ config }) => {
  const { Human } = await import("/human/dist/human.esm.js")
  const human = new Human({
    backend: "wasm", wasmPath: "/wasm/dist/", modelBasePath: "/human/models/", warmup: "none", ...config,
  })
  await human.load()
  window.program = {
    begin: () => {},
    read: async canvas => {
      const began = performance.now(), result = await human.detect(canvas)
      if (result.error) throw new Error(result.error)
      if (human.tf.getBackend() !== "wasm") throw new Error(`it computes by ${human.tf.getBackend()}`)
      const read = result.face.filter(face => face.emotion?.length)
      return { whole: performance.now() - began, faces: read.length, steps: {} }
    },
  }
}
