// Listens to the connection that the camera's frame makes: whether it comes to be, by which way, and why not.
const REFUSED = 4000 // milliseconds after which a relay that refused is told of, where nothing else connected
const SOUND = 20000 // milliseconds after which a connection is one that may be made anew when it is lost
const SETTLED = 1500 // milliseconds after which a connection's way is asked for: it may still change at first

function connecting(connection) {
  const { attempt } = link
  let reached = false, waiting = 0
  const found = new Set() // kinds of candidates
  const waited = () => {
    if (reached || link.stopped || link.attempt !== attempt) return
    if (found.size || connection.iceGatheringState !== "complete") return report({})
    called(link.data.stop)?.click() // there is no way left to try
    failed("unreachable")
  }
  connection.addEventListener("icecandidate", ({ candidate }) => candidate?.type && found.add(candidate.type))
  connection.addEventListener("icecandidateerror", event => {
    if (link.told.codes?.length < 8) link.told.codes.push(event.errorCode)
    waiting ||= setTimeout(waited, REFUSED)
  })
  connection.addEventListener("connectionstatechange", () => {
    const state = connection.connectionState
    if (state === "connected") {
      reached = true
      if (link.pressing) closeCamera() // it came back by itself
      link.pressing = 0
      setTimeout(() => route(connection), SETTLED)
      setTimeout(() => connection.connectionState === "connected" && (link.retried = false), SOUND)
    } else if ((state === "failed" || state === "disconnected") && !link.stopped) {
      if (reached) interrupted("lost")
      else failed(found.has("relay") ? "relay" : "unreachable")
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
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId]
  const relayed = ends.some(end => stats.get(end)?.candidateType === "relay")
  report({ failed: "", way: pair ? (relayed ? "relay" : "direct") : "" })
}
