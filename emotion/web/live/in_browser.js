// Loads the program for browsers, which is served as a file, and hands it everything that Streamlit calls this with.
const held = (window.mienProgram ??= { address: "", coming: null })

export default function (given) {
  const address = new URL(given.data.page, document.baseURI).href
  if (held.address !== address) Object.assign(held, { address, coming: import(address) })
  let end = () => {}, ended = false
  const begin = ({ default: program }) => { if (!ended) end = program(given) }
  // A press meanwhile starts the camera once the program is there.
  held.coming.then(begin, () => {
    held.address = "" // the next run tries anew
    given.setTriggerValue("news", { phase: "off", failed: "file", attempt: Date.now() })
  })
  return () => {
    ended = true
    end()
  }
}
