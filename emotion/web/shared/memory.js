// Keeps what the page hands over as cookies of this page alone; a browser that keeps none forgets it at the next visit.
const path = new URL(".", document.baseURI).pathname
const framed = window.top !== window
const secure = location.protocol === "https:" ? "; Secure; SameSite=Lax" : "; SameSite=Lax"
const kind = framed && window.isSecureContext ? "; Secure; SameSite=None; Partitioned" : secure
const held = name => document.cookie.split("; ").find(part => part.startsWith(`${name}=`))
const write = (name, value, seconds) => {
  document.cookie = `${name}=${value}; Max-Age=${seconds}; Path=${path}${kind}`
}

export default function ({ data }) {
  const [name, settings] = data.settings
  const value = encodeURIComponent(settings)
  if (held(name) !== `${name}=${value}`) write(name, value, 60 * 60 * 24 * 365)
  // The hour counts from the agreement, so one that is kept stays as it is.
  for (const name of data.agreed) if (!held(name)) write(name, "yes", 60 * 60)
}
