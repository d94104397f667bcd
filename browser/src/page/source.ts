// What plays in the picture: the visitor's camera, or the sample clip.
import { fetched } from "../files.ts"
import type { FileAt } from "../messages.ts"
import { cameras, openCamera, play, stop } from "./camera.ts"
import { absolute } from "./program.ts"

// Where it comes from.
export interface Wanted {
  readonly clip: FileAt | null // null for the camera
  readonly wish: MediaTrackConstraints
  readonly camera: string // id of the camera; empty for the one that faces the visitor
}

export interface Playing {
  readonly camera: string // name of the camera; empty for a clip
  readonly id: string
  readonly others: readonly { id: string; name: string }[] // all cameras of this device
}

export class Source {
  readonly #video: HTMLVideoElement
  #attempt = 0

  constructor(video: HTMLVideoElement) {
    this.#video = video
  }

  // Plays it; null where it was ended meanwhile. Throws what the browser says where it gives no camera, "clip" where it
  // does not play the clip; `lost` hears of what comes to an end by itself, likewise.
  async begin({ clip, wish, camera }: Wanted, lost: (name: string) => void): Promise<Playing | null> {
    const attempt = ++this.#attempt
    this.#video.onerror = () => attempt === this.#attempt && lost(clip ? "clip" : "ended")
    if (clip) {
      const content = await fetched({ ...clip, url: absolute(clip.url) }, () => {})
      if (attempt !== this.#attempt) return null
      await play(this.#video, URL.createObjectURL(new Blob([content], { type: "video/mp4" }))).catch(() => {
        throw new DOMException("", "clip")
      })
      return attempt === this.#attempt ? { camera: "", id: "", others: [] } : null
    }
    const stream = await openCamera(wish, camera)
    if (attempt !== this.#attempt) {
      stream.getTracks().forEach(track => track.stop())
      return null
    }
    const [track] = stream.getVideoTracks()
    track.addEventListener("ended", () => attempt === this.#attempt && lost("ended"))
    await play(this.#video, stream)
    return { camera: track.label, id: track.getSettings().deviceId ?? "", others: await cameras() }
  }

  end(): void {
    this.#attempt++
    stop(this.#video)
  }
}
