// @vladmandic/face-api, by its module for browsers, with one of its face detectors.
async ({ detector, options }) => {
  const faceapi = await import("/face-api/dist/face-api.esm.js")
  faceapi.tf.setWasmPaths("/wasm/dist/")
  await faceapi.tf.setBackend("wasm")
  await faceapi.tf.ready()
  if (faceapi.tf.getBackend() !== "wasm") throw new Error(`it computes by ${faceapi.tf.getBackend()}`)
  await faceapi.nets[detector].loadFromUri("/face-api/model/")
  await faceapi.nets.faceExpressionNet.loadFromUri("/face-api/model/")
  const chosen = new faceapi[options]()
  window.program = {
    begin: () => {},
    read: async canvas => {
      const began = performance.now()
      const faces = await faceapi.detectAllFaces(canvas, chosen).withFaceExpressions()
      return { whole: performance.now() - began, faces: faces.length, steps: {} }
    },
  }
}
