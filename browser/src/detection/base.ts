// What every part that needs faces gets from a detector.
import type { Framing, Landmarks } from "../framing.ts"
import type { Picture } from "../images/picture.ts"
import type { Box } from "../results.ts"

// A face that was found.
export interface Detection {
  readonly box: Box // inside the picture
  readonly score: number // how sure the detector is, 0 to 1
  readonly landmarks: Landmarks
  readonly framing: Framing // how it is cut out
}

export interface Detector {
  // Returns the faces of a picture, largest first.
  detect(picture: Picture): Promise<Detection[]>
}

export interface Follower {
  // Returns where a face is now, null where it is not near.
  follow(picture: Picture, before: Detection): Promise<Detection | null>
}
