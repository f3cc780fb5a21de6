import { cleanLine } from '#/lib/platform/values/characters.ts'
import { parseFieldGroups } from './field-groups.ts'
import {
  type Fields,
  type MailPart,
  readParameter,
  readText,
  splitHead,
  splitParts,
  typeOf,
} from './mail-parts.ts'

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
type BounceAction = (typeof actions)[number]

/** A report's fields for one recipient (RFC 3464, 2.3); `status` is x.y.z (RFC 3463), empty if it names none. */
export type BouncedRecipient = { recipient: string; action: BounceAction; status: string; diagnostic: string }

export type BounceReport = {
  recipients: BouncedRecipient[]
  /** Addresses that received the report, so the return path of the reported mail is among them; likeliest first. */
  returnPaths: string[]
}

const longest = { address: 320, diagnosticCode: 1000, recipients: 100 } as const

/** Parses a delivery status notification (RFC 3464); null for other mail. The diagnostic's status overrides 5.0.0. */
export function parseBounceReport(raw: Uint8Array): BounceReport | null {
  const mail = splitHead(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  if (!mail || !isReport(mail)) return null
  const parts = splitParts(mail)
  const status = parts.find((part) => /^message\/(global-)?delivery-status$/.test(typeOf(part)))
  const recipients = status ? parseFieldGroups(readText(status)).map(readRecipient) : []
  const known = recipients.filter((recipient) => recipient !== null).slice(0, longest.recipients)
  if (known.length === 0) return null
  return { recipients: known, returnPaths: findReturnPaths(mail.fields, findOriginalHeaders(parts)) }
}

function isReport({ fields }: MailPart): boolean {
  if (!/^multipart\/report\b/i.test(fields.get('content-type') ?? '')) return false
  const kind = readParameter(fields, 'report-type') || 'delivery-status'
  return kind.toLowerCase() === 'delivery-status'
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
const withoutType = (value: string): string => value.replace(/^\s*[\w-]+\s*;\s*/, '')

function chooseStatus(said: string, diagnosticCode: string): string | null {
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(said.trim())?.[0] ?? null
  if (status !== null && !status.endsWith('.0.0')) return status
  const named = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(diagnosticCode)?.[1]
  return named !== undefined && (status === null || named.startsWith(status.charAt(0))) ? named : status
}

/** The headers of the reported message: the report returns the whole message or its headers only. */
function findOriginalHeaders(parts: readonly MailPart[]): Fields {
  const part = parts.find((one) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(typeOf(one)),
  )
  return (part && parseFieldGroups(readText(part))[0]) ?? new Map()
}

function findReturnPaths(head: Fields, original: Fields): string[] {
  const lines = [
    head.get('x-original-to'),
    head.get('delivered-to'),
    head.get('to'),
    original.get('return-path'),
  ]
  const addresses = lines.flatMap(
    (line) => line?.slice(0, 2000).match(/[^\s<>,;:"]{1,64}@[^\s<>,;:"]{1,255}/g) ?? [],
  )
  return [...new Set(addresses)].slice(0, 10)
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
