// Fetches this page's own files, tells how far it is, and takes none whose bytes are others than the page said.
import type { FileAt } from "./messages.ts"

// A file did not come, or came with other bytes; the message says which.
export class FileError extends Error {}

export type Progress = (loaded: number) => void // bytes of this file

// Fetches a file and verifies it; `progress` hears how much of it has come. Browsers keep it: its address changes with
// its bytes.
export async function fetched({ url, sha256, size }: FileAt, progress: Progress): Promise<Uint8Array<ArrayBuffer>> {
  const content = await received(url, size, progress).catch(error => {
    throw error instanceof FileError ? error : new FileError(`${named(url)} did not come: ${error.message}`)
  })
  if ((await sum(content)) !== sha256) throw new FileError(`${named(url)} came with other bytes than this page said`)
  return content
}

async function received(url: string, size: number, progress: Progress): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new FileError(`${named(url)} did not come: ${response.status}`)
  const content = new Uint8Array(size), reader = response.body.getReader()
  let loaded = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (loaded + part.value.length > size) throw new FileError(`${named(url)} is larger than this page said`)
    content.set(part.value, loaded)
    progress((loaded += part.value.length))
  }
  return content.subarray(0, loaded)
}

// The SHA-256 of bytes, in hexadecimal.
export async function sum(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content))
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
}

const named = (url: string): string => new URL(url, "http://page/").pathname.split("/").at(-1) ?? url
