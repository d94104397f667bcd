// What was read of pictures as CSV.
import type { Form } from "../../../browser/src/cells.ts"
import type { ModelIdentity } from "../../../browser/src/csv.ts"
import { photosCsv, type ReadPhoto } from "../../../browser/src/photos/csv.ts"

interface Given {
  readonly photos: readonly ReadPhoto[]
  readonly model: ModelIdentity
  readonly form: Form
}

export const csv = ({ photos, model, form }: Given) => photosCsv(photos, model, form)
