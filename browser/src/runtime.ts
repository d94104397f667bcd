// LiteRT's runtime, and networks that it runs: the very files that Mien's server runs.
import { loadAndCompile, loadLiteRt, Tensor, type CompiledModel } from "@litertjs/core"

// A network with one input. Its outputs come with the size of their last dimension, by which they are told apart.
export interface Network {
  readonly shape: readonly number[] // of its input
  readonly lasts: readonly number[] // of each output, the size of its last dimension
  run(values: Float32Array): Promise<Float32Array[]>
  close(): void // gives its memory back
}

// Loads the runtime from the folder of its files, once.
export async function openRuntime(folder: string): Promise<void> {
  quiet("error", /^(INFO|WARNING):/)
  quiet("warn", /^Failed to create default WebGPU device/)
  await loadLiteRt(folder)
}

// Opens a network of a file's bytes.
export async function openNetwork(content: Uint8Array, accelerator: "wasm" | "webgpu" = "wasm"): Promise<Network> {
  const model = await loadAndCompile(content, { accelerator })
  const shape = [...model.getInputDetails()[0].shape]
  const lasts = model.getOutputDetails().map(output => output.shape.at(-1) ?? 1)
  return { shape, lasts, run: values => run(model, values, shape), close: () => model.delete() }
}

async function run(model: CompiledModel, values: Float32Array, shape: number[]): Promise<Float32Array[]> {
  const given = new Tensor(values, shape)
  const answers = await model.run(given)
  given.delete()
  const outputs: Float32Array[] = []
  for (const answer of answers) {
    outputs.push((await answer.data()) as Float32Array)
    answer.delete() // the runtime frees nothing by itself
  }
  return outputs
}

// The runtime tells of each of its steps as if it were an error; what begins so is no more than that.
function quiet(level: "error" | "warn", passed: RegExp): void {
  const said = console[level].bind(console)
  console[level] = (...words: unknown[]) => (passed.test(String(words[0])) ? console.debug : said)(...words)
}
