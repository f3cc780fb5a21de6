import type { NoticeMail } from '#/emails/notice.ts'
import { now } from '#/lib/clock.ts'

/** The notice of a disabled integration as its first recipients will read it, before there is one. */
export function previewDisabled(accountName: string, reason: string, link: string): NoticeMail {
  return {
    accountName,
    category: 'emergency',
    kind: 'event',
    topic: 'integration-disabled',
    summary: '',
    details: reason,
    meaning: '',
    remedy: '',
    links: [],
    since: now(),
    timeZone: 'UTC',
    link,
    part: 'notice',
    purpose: 'technical-emergency',
    copy: false,
    handedOn: false,
    others: [],
    acknowledgeLink: link,
  }
}
