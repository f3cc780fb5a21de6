import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { cleanLine } from '#/lib/platform/values/characters.ts'

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
type BounceAction = (typeof actions)[number]

/** A report's fields for one recipient (RFC 3464, 2.3); `status` is x.y.z (RFC 3463), empty if it names none. */
export type BouncedRecipient = {
  recipient: string
  action: BounceAction
  status: string
  diagnostic: string
}

export type BounceReport = {
  recipients: BouncedRecipient[]
  /** Addresses that received the report, so the return path of the reported mail is among them; likeliest first. */
  returnPaths: string[]
}

const longest = { address: 320, diagnosticCode: 1000, recipients: 100 } as const

/** Parses a delivery status notification (RFC 3464); null for other mail. The diagnostic's status overrides 5.0.0. */
export async function parseBounceReport(raw: Uint8Array): Promise<BounceReport | null> {
  const mail = await parseMail(raw)
  if (!mail || !isReport(mail)) return null
  const recipients = mail.attachments
    .filter((part) => /^message\/(global-)?delivery-status$/.test(part.contentType))
    .flatMap((part) => parseFieldGroups(textOf(part)))
    .map(readRecipient)
    .filter((recipient) => recipient !== null)
  if (recipients.length === 0) return null

  const original = findOriginalHeaders(mail)
  return {
    recipients: recipients.slice(0, longest.recipients),
    returnPaths: findReturnPaths(mail, original),
  }
}

async function parseMail(raw: Uint8Array): Promise<ParsedMail | null> {
  try {
    return await simpleParser(Buffer.from(raw), {
      keepDeliveryStatus: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
    })
  } catch {
    return null
  }
}

function isReport(mail: ParsedMail): boolean {
  const line = mail.headerLines.find(({ key }) => key === 'content-type')?.line ?? ''
  const kind = /report-type\s*=\s*"?([^";\s]+)/i.exec(line)?.[1] ?? 'delivery-status'
  return /^content-type:\s*multipart\/report\b/i.test(line) && kind.toLowerCase() === 'delivery-status'
}

/** An action unknown to RFC 3464 follows the class of the status. */
function readRecipient(fields: Map<string, string>): BouncedRecipient | null {
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient')
  if (recipient === undefined) return null
  const diagnostic = cleanLine(withoutType(fields.get('diagnostic-code') ?? ''), longest.diagnosticCode)
  const said = /^[a-z]+/.exec((fields.get('action') ?? '').toLowerCase())?.[0]
  const status = chooseStatus(fields.get('status') ?? '', diagnostic) ?? ''
  return {
    recipient: cleanLine(withoutType(recipient).replace(/^<|>$/g, ''), longest.address),
    action: actions.find((known) => known === said) ?? actionOfClass(status),
    status,
    diagnostic,
  }
}

function actionOfClass(status: string): BounceAction {
  if (status.startsWith('2')) return 'relayed'
  return status.startsWith('4') ? 'delayed' : 'failed'
}

/** `rfc822; user@levante.example` without its type. */
function withoutType(value: string): string {
  return value.replace(/^\s*[\w-]+\s*;\s*/, '')
}

function chooseStatus(said: string, diagnosticCode: string): string | null {
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(said.trim())?.[0] ?? null
  if (status !== null && !status.endsWith('.0.0')) return status
  const named = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(diagnosticCode)?.[1]
  return named !== undefined && (status === null || named.startsWith(status.charAt(0))) ? named : status
}

/** The headers of the reported message: the report returns the whole message or its headers only. */
function findOriginalHeaders(mail: ParsedMail): Map<string, string> {
  const part = mail.attachments.find(({ contentType }) => {
    return /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(contentType)
  })
  return (part && parseFieldGroups(textOf(part))[0]) ?? new Map()
}

function findReturnPaths(mail: ParsedMail, original: Map<string, string>): string[] {
  const lineOf = (name: string) =>
    mail.headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]*:/, '')
  const lines = [lineOf('x-original-to'), lineOf('delivered-to'), lineOf('to'), original.get('return-path')]
  const addresses = lines.flatMap(
    (line) => line?.slice(0, 2000).match(/[^\s<>,;:"]{1,64}@[^\s<>,;:"]{1,255}/g) ?? [],
  )
  return [...new Set(addresses)].slice(0, 10)
}

function textOf(part: Attachment): string {
  return part.content.subarray(0, 256 * 1024).toString('utf8')
}

/** The part that returns the reported message (RFC 3462), from the line with its type. */
const returnedPart =
  /^(?:content-type:\s*|[ \t]+)(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)(?![\w-])/i
const header = /^(?:[!-9;-~]+:|[ \t])/

/** A report without the returned body, which may hold a code or a sign-in link. Lines end with `\n`. */
export function withoutReturnedBody(report: string): string {
  const lines = report.split('\n')
  const part = lines.findIndex((line) => returnedPart.test(line))
  if (part < 0) return report
  const start = lines.indexOf('', part) + 1
  if (start === 0) return lines.slice(0, part + 1).join('\n')
  const length = lines.slice(start).findIndex((line) => !header.test(line))
  return lines.slice(0, length < 0 ? undefined : start + length).join('\n')
}

/** Field groups between empty lines (RFC 3464, 2.1). Lower-case names, unfolded lines; the first of a name wins. */
export function parseFieldGroups(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = []
  for (const block of text.trim().split(/\r?\n[ \t]*\r?\n/)) {
    const group = new Map<string, string>()
    for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
      if (name !== '' && !group.has(name)) group.set(name, line.slice(colon + 1).trim())
    }
    if (group.size > 0) groups.push(group)
  }
  return groups
}
