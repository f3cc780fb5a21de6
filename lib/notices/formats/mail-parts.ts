import { parseFieldGroups } from './field-groups.ts'

/** Bytes read of a part's content, and of its header. */
const maxRead = 64 * 1024
const maxPartHead = 8 * 1024
/** A report has three parts. */
const maxParts = 10
/** Lines that start like a delimiter: a boundary may be the prefix of another. */
const maxCandidates = 200
/** RFC 2046, 5.1.1, allows 70 characters. */
const maxBoundary = 200

/** Header fields by name in lower case; the first of a name counts. */
export type Fields = ReadonlyMap<string, string>

/** A part of a mail: its header, and its content as it was sent. */
export type MailPart = { fields: Fields; content: Buffer }

/**
 * The header of a mail; null if it is longer than `longest` bytes. Anybody can mail anything to a return path, so only what
 * a report needs is read of a mail, each byte a fixed number of times.
 */
export function splitHead(mail: Buffer, longest = maxRead): MailPart | null {
  // A mail without a header begins with its empty line.
  if (mail[0] === newline || (mail[0] === carriageReturn && mail[1] === newline))
    return { fields: new Map(), content: mail }
  for (let end = mail.indexOf(newline); end >= 0 && end < longest; end = mail.indexOf(newline, end + 1)) {
    const next = mail[end + 1] === carriageReturn ? end + 2 : end + 1
    if (mail[next] !== newline && next < mail.length) continue
    return { fields: readFields(mail.subarray(0, end)), content: mail.subarray(next) }
  }
  return null
}

const newline = 0x0a
const carriageReturn = 0x0d

const readFields = (head: Buffer): Fields => parseFieldGroups(head.toString('utf8'))[0] ?? new Map()

/** The first ten parts of a multipart mail, without those inside them. */
export function splitParts({ fields, content }: MailPart): MailPart[] {
  const boundary = readParameter(fields, 'boundary')
  if (!boundary || boundary.length > maxBoundary) return []
  const delimiters = findDelimiters(content, boundary)
  return delimiters.slice(0, maxParts).flatMap(({ end, closes }, place) => {
    const part = closes ? null : splitHead(content.subarray(end, delimiters[place + 1]?.start), maxPartHead)
    return part ? [part] : []
  })
}

/** Where the lines that delimit parts start and end; the last one may close the mail. */
function findDelimiters(content: Buffer, boundary: string) {
  const delimiter = Buffer.from(`\n--${boundary}`)
  const found: { start: number; end: number; closes: boolean }[] = []
  let start = content.indexOf(delimiter)
  for (let tried = 0; start >= 0 && tried < maxCandidates && found.length <= maxParts; tried++) {
    const from = start + delimiter.length
    const lineEnd = content.subarray(from, from + maxBoundary).indexOf(newline)
    const rest = content.toString('latin1', from, lineEnd < 0 ? from + maxBoundary : from + lineEnd).trim()
    const closes = rest === '--'
    if (closes || (rest === '' && lineEnd >= 0)) found.push({ start, end: from + lineEnd + 1, closes })
    if (closes) break
    start = content.indexOf(delimiter, from)
  }
  return found
}

/** The type of a part in lower case, such as `text/plain`; empty if it names none. */
export function typeOf({ fields }: MailPart): string {
  return /^[\w.+/-]+/.exec(fields.get('content-type') ?? '')?.[0].toLowerCase() ?? ''
}

/** A parameter of the content type; empty without one. */
export function readParameter(fields: Fields, name: string): string {
  const type = (fields.get('content-type') ?? '').slice(0, 2000)
  const [, quoted, plain] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]+)"|([^\\s;"]+))`, 'i').exec(type) ?? []
  return quoted ?? plain ?? ''
}

/** The content of a part as text, decoded; at most its first 64 KB. */
export function readText({ fields, content }: MailPart): string {
  const start = content.subarray(0, maxRead)
  const encoding = (fields.get('content-transfer-encoding') ?? '').slice(0, 100).trim().toLowerCase()
  if (encoding === 'base64') return Buffer.from(start.toString('latin1'), 'base64').toString('utf8')
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(start.toString('latin1'))
  return start.toString('utf8')
}

function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
