import { toLine } from './clean.ts'
import { htmlPart } from './html-part.ts'
import type { MailContext, MailModel } from './model.ts'
import { textPart } from './text-part.ts'

export type RenderedMail = { subject: string; text: string; html: string }

// RFC 5322, 2.1.1 and common sense: a longer subject is cut by every reader anyway.
const longestSubject = 180

/** Makes the two parts of a mail and its subject; whatever the texts contain, it stays text. */
export function layoutMail(model: MailModel, context: MailContext): RenderedMail {
  const automatic = context.t('automatic', { programme: context.programmeName, appUrl: context.appUrl })
  const footer = [model.why, automatic].map(toLine)
  const subject = toLine(model.subject)
  return {
    subject: subject.length > longestSubject ? `${cut(subject, longestSubject - 1)}…` : subject,
    text: textPart(model, footer),
    html: htmlPart(model, footer, context),
  }
}

function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .toWellFormed()
    .replace(/\ufffd$/, '')
}
