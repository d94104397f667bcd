// What the page sends of results, for test_parity.py.
import { encoded } from "../../browser/src/page/batch.ts"
import type { FrameResult } from "../../browser/src/results.ts"

export const sent = (results: FrameResult[]): string => encoded(results)
