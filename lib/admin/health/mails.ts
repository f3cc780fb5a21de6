import type { FaultStage } from '#/db/words/mail.ts'
import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `server` as configured; `answer` is its refusal; `link` opens the failing deliveries. */
export type MailServerRefuses = {
  server: string
  stage: FaultStage
  answer: string
  at: number
  link: string
}

/** Tells staff that a mail server refuses us for good, for any recipient (notices.md, Bouncing). */
export const mailServerRefuses: Template<MailServerRefuses> = {
  name: 'mail-server-refuses',
  compose({ server, stage, answer, at, link }, { t, locale, timeZone, programmeName: programme }) {
    const date = formatMoment(at, locale, timeZone)
    return {
      subject: t('mail-server-refuses.subject', { programme, server }),
      title: t('mail-server-refuses.title'),
      parts: [
        paragraph(t(`mail-server-refuses.what.${stage}`, { server, date })),
        ...quote(answer),
        paragraph(t('mail-server-refuses.means')),
        paragraph(t(`mail-server-refuses.fix.${stage}`)),
        action(t('mail-server-refuses.open'), link),
        paragraph(t('mail-server-refuses.again')),
      ],
      why: t('why.staff', { programme }),
    }
  },
}

/** `template` is its name in the outbox; `error` is what it threw; `link` opens the failing deliveries. */
export type MailNotMade = { template: string; error: string; at: number; link: string }

/** Tells staff that a template throws: its mail waits for a version that can render it. */
export const mailNotMade: Template<MailNotMade> = {
  name: 'mail-not-made',
  compose({ template, error, at, link }, { t, locale, timeZone, programmeName: programme }) {
    return {
      subject: t('mail-not-made.subject', { programme, template }),
      title: t('mail-not-made.title'),
      parts: [
        paragraph(t('mail-not-made.what', { template, date: formatMoment(at, locale, timeZone) })),
        ...quote(error),
        paragraph(t('mail-not-made.means')),
        paragraph(t('mail-not-made.fix')),
        action(t('mail-server-refuses.open'), link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
