import MimeNode from 'nodemailer/lib/mime-node'
import { encode, wrap } from 'nodemailer/lib/qp'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { logoCid } from '#/lib/platform/mail/html-part.ts'
import { calendarFile, calendarType, writeCalendar } from '#/lib/platform/mail/model.ts'
import type { RenderedMail } from '#/lib/platform/mail/render.ts'
import { bounceAddress } from './return-path.ts'

/** RFC 2045, 6.7. */
const maxLineLength = 76

/** `receipt`: whether to ask for a delivery receipt, if bounces have an address. `thread`: the mail that it follows. */
export type Message = RenderedMail & {
  id: string
  to: string
  locale: Locale
  receipt: boolean
  thread?: string | null
}

/** An object is never parsed as a list, and a name is quoted or encoded where it must be. */
type MailAddress = { name: string; address: string }

/** `raw` is the whole message (RFC 5322), with any line ends; the transport corrects them. */
export type ComposedMail = {
  envelope: { from: MailAddress; to: MailAddress }
  messageId: string
  raw: string
  /** The reports to ask of a mail server that supports them (RFC 3461). */
  dsn?: { ret: 'HDRS'; notify?: ('SUCCESS' | 'FAILURE' | 'DELAY')[] }
}

/**
 * The message for the mail server (notices.md, What a message says), from the sender's name at our address. Made in one piece, since assembling it during the
 * sending takes the pool twice the time.
 */
export function composeMail(
  { id, to, locale, from, subject, text, html, calendar, logo, receipt, thread }: Message,
  senderAddress: string,
  bouncePattern = env.MAIL_BOUNCE,
): ComposedMail {
  const recipient = { name: '', address: to }
  const messageId = messageIdOf(id, senderAddress)
  // Quoted-printable text never has "=_", so no text can end its part (RFC 2045, 6.7).
  const boundary = `=_${id}`
  const outer = `=_mixed_${id}`
  const head = new MimeNode(calendar ? typeOf('mixed', outer) : typeOf('alternative', boundary), {
    baseBoundary: id,
  })
  head.setHeader({
    From: { name: from, address: senderAddress },
    To: recipient,
    Subject: subject,
    'Message-ID': messageId,
    ...(thread && composeReferences(messageIdOf(thread, senderAddress))),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': locale,
  })
  const page = composePart('html', html)
  const parts = [composePart('plain', text), logo ? composeRelated(`=_related_${id}`, page, logo) : page]
  const body = calendar
    ? joinParts(outer, [
        composeAlternatives(boundary, parts),
        composeCalendar(writeCalendar(calendar, { name: from, address: senderAddress })),
      ])
    : joinParts(boundary, parts)
  const returnPath = bounceAddress(id, bouncePattern)
  return {
    envelope: { from: { name: '', address: returnPath ?? senderAddress }, to: recipient },
    messageId,
    raw: `${head.buildHeaders()}\n\n${body}`,
    // Reports return only the headers, so that codes and links do not travel further.
    ...(returnPath && { dsn: { ret: 'HDRS', ...(receipt && { notify: ['SUCCESS', 'FAILURE', 'DELAY'] }) } }),
  }
}

/** RFC 5322, 3.6.4. */
function composeReferences(first: string) {
  return { 'In-Reply-To': first, References: first }
}

function typeOf(kind: 'mixed' | 'alternative' | 'related', boundary: string): string {
  return `multipart/${kind}; boundary="${boundary}"`
}

function joinParts(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
}

function composeAlternatives(boundary: string, parts: readonly string[]): string {
  return `Content-Type: ${typeOf('alternative', boundary)}\n\n${joinParts(boundary, parts)}`
}

/** The page with its logo (RFC 2387). */
function composeRelated(boundary: string, page: string, logo: Buffer): string {
  const image = [
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    `Content-ID: <${logoCid}>`,
    'Content-Disposition: inline; filename="logo.png"',
    '',
    ...toLines(logo),
  ].join('\n')
  return `Content-Type: ${typeOf('related', boundary)}; type="text/html"\n\n${joinParts(boundary, [page, image])}`
}

/** In Base64, which keeps the file's own line ends and folds (RFC 5545, 3.1). */
function composeCalendar(file: string): string {
  return [
    `Content-Type: ${calendarType}; name="${calendarFile}"`,
    `Content-Disposition: attachment; filename="${calendarFile}"`,
    'Content-Transfer-Encoding: base64',
    '',
    ...toLines(Buffer.from(file)),
  ].join('\n')
}

const toLines = (file: Buffer): string[] => file.toString('base64').match(/.{1,76}/g) ?? []

function composePart(type: 'plain' | 'html', text: string): string {
  const head = `Content-Type: text/${type}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable`
  // Line by line: in one piece, `wrap` takes many times as long for a text of many thousand characters.
  const lines = encode(text).split('\n')
  return `${head}\n\n${lines.map((line) => (line.length > maxLineLength ? wrap(line, maxLineLength) : line)).join('\n')}`
}

/** Derived from the mail's id, so that a repeat is recognisable (notices.md, What a message says). */
export function messageIdOf(id: string, senderAddress: string): string {
  return `<${id}@${/@([^\s<>]+)$/.exec(senderAddress)?.[1] ?? 'localhost'}>`
}
