import type { FaultStage } from '#/db/words/mail.ts'
import type { ReachedLimit } from '#/lib/notices/endpoints/kind-call.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `link` opens the failing deliveries. */
type AtDeliveries = { at: number; link: string }

const toStaff = {
  why: 'why.staff',
  words: ({ at }: AtDeliveries, context: MailContext) => ({ date: formatMoment(at, context) }),
  main: ({ link: href }: AtDeliveries, { t }: MailContext) => ({ text: t('mail-server-refuses.open'), href }),
} as const

/** `server` as configured; `answer` is its refusal. */
type MailServerRefuses = AtDeliveries & { server: string; stage: FaultStage; answer: string }

/** Notifies staff that a mail server permanently rejects us for every recipient (notices.md, Bouncing). */
export const mailServerRefuses = defineMail<MailServerRefuses>('mail-server-refuses', {
  ...toStaff,
  lead: ({ stage }, { t }) => t(`mail-server-refuses.what.${stage}`),
  rows: ({ stage, answer }, { t }) => [
    heading(t('mail-server-refuses.answer')),
    quote(answer),
    t('mail-server-refuses.means'),
    t(`mail-server-refuses.fix.${stage}`),
    t('mail-server-refuses.again'),
  ],
})

/** Notifies staff that a limit kept a text message back (channels.md, Order and limits). */
export const textsStopped = defineMail<AtDeliveries & Pick<ReachedLimit, 'limit'>>('texts-stopped', {
  ...toStaff,
  rows: ({ limit }, { t }) => [
    t(`texts-stopped.which.${limit}`),
    t('texts-stopped.means'),
    t(`texts-stopped.fix.${limit}`),
  ],
})

/** `endpoint` has its label and service; `answer` is the status and what it means. */
type MessageRefused = AtDeliveries & Record<'accountName' | 'service' | 'endpoint' | 'answer', string>

/** Notifies staff that a service did not accept a message (channels.md, Webhook). */
export const messageRefused = defineMail<MessageRefused & { isGateway: boolean }>('message-refused', {
  ...toStaff,
  rows: ({ answer, isGateway }, { t }) => [
    heading(t('message-refused.answer')),
    quote(answer),
    t('message-refused.means'),
    t(`message-refused.fix.${isGateway ? 'gateway' : 'service'}`),
  ],
})

/** `template` is its name in the outbox; `error` is what it threw. */
type MailNotMade = AtDeliveries & { template: string; error: string }

/** Notifies staff that a template throws: its mail waits for a version that can render it. */
export const mailNotMade = defineMail<MailNotMade>('mail-not-made', {
  ...toStaff,
  rows: ({ error }, { t }) => [
    heading(t('mail-not-made.error')),
    quote(error),
    t('mail-not-made.means'),
    t('mail-not-made.fix'),
  ],
})
