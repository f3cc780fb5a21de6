import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `template` is its name in the outbox, `error` what it threw; `link` leads staff to the deliveries that fail. */
export type MailNotMade = { template: string; error: string; at: number; link: string }

/** To staff, when a template throws: its mail waits for a version that can make it. */
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
