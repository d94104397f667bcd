// The component on the photo page, as Streamlit calls it: anew at every change, and once more when it leaves the page.
import type { Data } from "./data.ts"
import { Session } from "./session.ts"

const GONE = 300 // milliseconds after which elements that are not there have left the page, and were not only moved

interface Given {
  readonly data: Data
  readonly parentElement: HTMLElement
}

// One for the page's life.
const held: { session: Session | null } =
  ((window as unknown as { mienPhotos?: typeof held }).mienPhotos ??= { session: null })

export function photos({ data, parentElement }: Given): () => void {
  const session = (held.session ??= new Session(data))
  session.renew(data, parentElement.querySelector<HTMLElement>(".mien-photos")!)
  return () => setTimeout(() => session.connected || session.leave(), GONE)
}
