import { isAscii, isUtf8 } from 'node:buffer'
import { refuseFile } from './file-fault.ts'

/**
 * Decodes a file, normalises line breaks to `\n` and strips the byte order mark. A file is UTF-8, or UTF-16 with its mark (Excel's
 * "Unicode text"), or else Windows-1252, which Excel writes in western Europe; then `onGuess` runs.
 * @throws FileFault `empty`, `spreadsheet`, `old-spreadsheet`, `encoding`, `encoding-utf16`, `nul`, each with its line
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  onGuess: () => void = () => undefined,
): AsyncGenerator<string> {
  const lines = new LineBreaks()
  let decode: ((chunk: Uint8Array) => string) | undefined
  for await (const chunk of bufferStart(bytes)) {
    decode ??= chooseDecoder(chunk, lines, onGuess)
    const text = lines.normalise(decode(chunk))
    if (text) yield text
  }
  if (!decode) refuseFile('empty')
  const rest = lines.normalise(decode(new Uint8Array()), true)
  if (rest) yield rest
}

/** Bytes decoded at once: an upload comes as one chunk. */
const maxChunkLength = 64 * 1024

async function* cut(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += maxChunkLength) yield chunk.subarray(at, at + maxChunkLength)
  }
}

/** Makes the first chunk long enough for the marks of file types. */
async function* bufferStart(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array()
  for await (const chunk of cut(bytes)) {
    if (!start) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < 8) continue
    yield start
    start = undefined
  }
  if (start && start.length > 0) yield start
}

/** Spreadsheets are zip files: `.xlsx`, `.ods`. */
const zipMarks = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']

function chooseDecoder(start: Uint8Array, lines: LineBreaks, onGuess: () => void): Decode {
  const head = Buffer.from(start.subarray(0, 8)).toString('latin1')
  if (zipMarks.some((mark) => head.startsWith(mark))) refuseFile('spreadsheet')
  if (head.startsWith('\xd0\xcf\x11\xe0')) refuseFile('old-spreadsheet')
  if (head.startsWith('\xff\xfe')) return decodeWith('utf-16le', () => refuseFile('encoding-utf16'))
  if (head.startsWith('\xfe\xff')) return decodeWith('utf-16be', () => refuseFile('encoding-utf16'))
  return decodeUnmarked(onGuess, (chunk) =>
    refuseFile('encoding', lines.breaks + 1 + breaksBeforeFault(chunk)),
  )
}

/**
 * The first character beyond ASCII decides the encoding of the whole file. A later broken one is refused, because
 * either encoding would spoil half of the file.
 */
function decodeUnmarked(onGuess: () => void, refuse: (chunk: Uint8Array) => never): Decode {
  let decode: Decode | undefined
  let held = Buffer.alloc(0)
  return (chunk) => {
    if (decode) return decode(chunk)
    const bytes = Buffer.concat([held, chunk])
    const start = isAscii(bytes) ? bytes.length : bytes.findIndex((byte) => byte > 0x7f)
    const isEnd = chunk.length === 0
    held = bytes.subarray(start)
    // No character is longer than four bytes.
    if (held.length < 4 && !isEnd) return bytes.toString('latin1', 0, start)
    if (held.length === 0) return ''
    const isMeantAsUtf8 = [2, 3, 4].some((length) => isUtf8(held.subarray(0, length)))
    if (!isMeantAsUtf8) onGuess()
    decode = isMeantAsUtf8 ? decodeWith('utf-8', refuse) : decodeWith('windows-1252', refuse)
    return decode(bytes) + (isEnd ? decode(chunk) : '')
  }
}

/** An empty chunk ends the text. */
type Decode = (chunk: Uint8Array) => string

function decodeWith(encoding: string, refuse: (chunk: Uint8Array) => never): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (chunk) => {
    let text: string
    try {
      text = decoder.decode(chunk, { stream: chunk.length > 0 })
    } catch {
      return refuse(chunk)
    }
    return text
  }
}

/**
 * Line breaks before the first line that is not UTF-8. Zero when each line is: then the chunk's start cut a character.
 */
function breaksBeforeFault(chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk)
  let start = Math.max(
    0,
    bytes.findIndex((byte) => (byte & 0xc0) !== 0x80),
  )
  for (let breaks = 0; ; breaks++) {
    const end = bytes.indexOf(0x0a, start)
    if (!isUtf8(bytes.subarray(start, end < 0 ? bytes.length : end))) return breaks
    if (end < 0) return 0
    start = end + 1
  }
}

/** Normalises line breaks; a chunk may end inside `\r\n`. */
class LineBreaks {
  breaks = 0
  #isCut = false

  normalise(text: string, isEnd = false): string {
    let whole = this.#isCut ? `\r${text}` : text
    this.#isCut = !isEnd && whole.endsWith('\r')
    if (this.#isCut) whole = whole.slice(0, -1)
    const normal = whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
    const nul = normal.indexOf('\0')
    const counted = nul < 0 ? normal : normal.slice(0, nul)
    for (let at = counted.indexOf('\n'); at >= 0; at = counted.indexOf('\n', at + 1)) this.breaks++
    if (nul >= 0) refuseFile('nul', this.breaks + 1)
    return normal
  }
}
