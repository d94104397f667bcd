// The component on the live page, as Streamlit calls it: anew at every change, and once more when it leaves the page.
import type { Data, News } from "./page/data.ts"
import { Session } from "./page/session.ts"
import { View } from "./page/view.ts"

export { photos } from "./photos/component.ts"

const OFTEN = 200 // milliseconds between two looks at what waits
const AGREE = ".st-key-agree button" // agrees and starts the camera: heard here at once, told by the page later
const GONE = 1000 // milliseconds after which elements that are not there have left the page, and were not only moved

interface Given {
  readonly data: Data
  readonly parentElement: HTMLElement
  setTriggerValue(name: "news", news: News): void
}

interface Held {
  session: Session | null
  view: View | null
  forget?(): void // ends what the newest call began
}

// One for the page's life.
const held: Held = ((window as unknown as { mienBrowser?: Held }).mienBrowser ??= { session: null, view: null })

function left(): void {
  if (held.view?.connected) return
  held.session?.end()
  held.session = held.view = null
}

export default function ({ data, parentElement, setTriggerValue }: Given): () => void {
  held.forget?.() // Streamlit calls what a call returns when an element leaves the page, and not before the next call
  const send = (news: News) => setTriggerValue("news", news)
  if (held.session && held.view) {
    held.view.moveTo(parentElement) // where a new server built the page, the picture goes on
    held.session.renew(data, send)
  } else {
    held.view = new View(parentElement)
    held.session = new Session(held.view, data, send)
  }
  const pressed = (event: Event) => {
    if ((event.target as Element).closest?.(AGREE)) void held.session?.start()
  }
  document.addEventListener("click", pressed, true)
  const watch = setInterval(() => held.session?.show(), OFTEN)
  const forget = (held.forget = () => {
    clearInterval(watch)
    document.removeEventListener("click", pressed, true)
  })
  return () => {
    forget()
    setTimeout(left, GONE)
  }
}
