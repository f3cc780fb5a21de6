import type { FaultStage } from '#/db/words/mail.ts'
import type { ReachedLimit } from '#/lib/notices/endpoints/kind-call.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, quote } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `server` as configured; `answer` is its refusal; `link` opens the failing deliveries. */
export type MailServerRefuses = {
  server: string
  stage: FaultStage
  answer: string
  at: number
  link: string
}

/** Notifies staff that a mail server permanently rejects us for every recipient (notices.md, Bouncing). */
export const mailServerRefuses = defineMail<MailServerRefuses>('mail-server-refuses', {
  why: 'why.staff',
  words: ({ at }, context) => ({ date: formatMoment(at, context) }),
  lead: ({ stage }, { t }) => t(`mail-server-refuses.what.${stage}`),
  main: ({ link: href }, { t }) => ({ text: t('mail-server-refuses.open'), href }),
  rows: ({ stage, answer }, { t }) => [
    heading(t('mail-server-refuses.answer')),
    quote(answer),
    t('mail-server-refuses.means'),
    t(`mail-server-refuses.fix.${stage}`),
    t('mail-server-refuses.again'),
  ],
})

/** `limit` is the one that text messages reached; `link` opens the failing deliveries. */
export type TextsStopped = { limit: ReachedLimit['limit']; at: number; link: string }

/** Notifies staff that a limit kept a text message back (channels.md, Order and limits). */
export const textsStopped = defineMail<TextsStopped>('texts-stopped', {
  why: 'why.staff',
  words: ({ at }, context) => ({ date: formatMoment(at, context) }),
  main: ({ link: href }, { t }) => ({ text: t('mail-server-refuses.open'), href }),
  rows: ({ limit }, { t }) => [
    t(`texts-stopped.which.${limit}`),
    t('texts-stopped.means'),
    t(`texts-stopped.fix.${limit}`),
  ],
})

/** `endpoint` has its label and service; `answer` is the status and what it means; `link` opens the failing deliveries. */
export type MessageRefused = {
  accountName: string
  service: string
  endpoint: string
  answer: string
  isGateway: boolean
  at: number
  link: string
}

/** Notifies staff that a service did not accept a message (channels.md, Webhook). */
export const messageRefused = defineMail<MessageRefused>('message-refused', {
  why: 'why.staff',
  words: ({ at }, context) => ({ date: formatMoment(at, context) }),
  main: ({ link: href }, { t }) => ({ text: t('mail-server-refuses.open'), href }),
  rows: ({ answer, isGateway }, { t }) => [
    heading(t('message-refused.answer')),
    quote(answer),
    t('message-refused.means'),
    t(`message-refused.fix.${isGateway ? 'gateway' : 'service'}`),
  ],
})

/** `template` is its name in the outbox; `error` is what it threw; `link` opens the failing deliveries. */
export type MailNotMade = { template: string; error: string; at: number; link: string }

/** Notifies staff that a template throws: its mail waits for a version that can render it. */
export const mailNotMade = defineMail<MailNotMade>('mail-not-made', {
  why: 'why.staff',
  words: ({ at }, context) => ({ date: formatMoment(at, context) }),
  main: ({ link: href }, { t }) => ({ text: t('mail-server-refuses.open'), href }),
  rows: ({ error }, { t }) => [
    heading(t('mail-not-made.error')),
    quote(error),
    t('mail-not-made.means'),
    t('mail-not-made.fix'),
  ],
})
