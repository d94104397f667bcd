// What was read of pictures as CSV.
import type { ModelIdentity } from "../../../browser/src/csv.ts"
import { photosCsv, type ReadPhoto } from "../../../browser/src/photos/csv.ts"

export const csv = ({ photos, model }: { photos: readonly ReadPhoto[]; model: ModelIdentity }) =>
  photosCsv(photos, model)
