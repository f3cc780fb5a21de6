import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { parseFieldGroups } from '#/lib/notices/parsing/field-groups.ts'
import { cleanLine } from '#/lib/platform/values/cut-text.ts'

export type ReportedRecipient = {
  finalRecipient: string
  /** In lower case: failed, delayed, delivered, relayed or expanded; null where it is missing. */
  action: string | null
  /** x.y.z of RFC 3463; null where neither the status nor the diagnostic code has one. */
  status: string | null
  diagnosticCode: string
}

export type BounceReport = {
  recipients: ReportedRecipient[]
  /** Where the report was sent, and so the return path of what it is about; the likeliest first. */
  returnPaths: string[]
  /** The Message-ID of what it is about, in angle brackets; null where the report does not hold it. */
  originalMessageId: string | null
}

const longest = { address: 320, diagnosticCode: 1000, messageId: 998, recipients: 100 } as const

/**
 * A delivery status notification (RFC 3464) as a mail server hands it on, or null where the message is none. A report
 * whose status says no more than that it failed (5.0.0) takes the status that the diagnostic code names.
 */
export async function readBounceReport(raw: Uint8Array | string): Promise<BounceReport | null> {
  const mail = await parseMail(raw)
  if (!mail || !isReport(mail)) return null
  const recipients = mail.attachments
    .filter((part) => /^message\/(global-)?delivery-status$/.test(part.contentType))
    .flatMap((part) => parseFieldGroups(textOf(part)))
    .map(readRecipient)
    .filter((recipient) => recipient !== null)
  if (recipients.length === 0) return null

  const original = findOriginalHeaders(mail)
  const messageId = /<[^<>\s]+>/.exec(original.get('message-id') ?? '')?.[0]
  return {
    recipients: recipients.slice(0, longest.recipients),
    returnPaths: findReturnPaths(mail, original),
    originalMessageId: messageId === undefined ? null : cleanLine(messageId, longest.messageId),
  }
}

async function parseMail(raw: Uint8Array | string): Promise<ParsedMail | null> {
  const source = typeof raw === 'string' ? raw : Buffer.from(raw)
  try {
    return await simpleParser(source, {
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

function readRecipient(fields: Map<string, string>): ReportedRecipient | null {
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient')
  if (recipient === undefined) return null
  const diagnosticCode = cleanLine(withoutType(fields.get('diagnostic-code') ?? ''), longest.diagnosticCode)
  return {
    finalRecipient: cleanLine(withoutType(recipient).replace(/^<|>$/g, ''), longest.address),
    action: /^[a-z]+/.exec((fields.get('action') ?? '').toLowerCase())?.[0] ?? null,
    status: chooseStatus(fields.get('status') ?? '', diagnosticCode),
    diagnosticCode,
  }
}

/** `rfc822; user@levante.example` is the address after its type. */
function withoutType(value: string): string {
  return value.replace(/^\s*[\w-]+\s*;\s*/, '')
}

function chooseStatus(said: string, diagnosticCode: string): string | null {
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(said.trim())?.[0] ?? null
  if (status !== null && !status.endsWith('.0.0')) return status
  const named = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(diagnosticCode)?.[1]
  return named !== undefined && (status === null || named.startsWith(status.charAt(0))) ? named : status
}

/** The headers of what the report is about: it brings the whole message, or its headers alone. */
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
