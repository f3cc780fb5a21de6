import type { AskingKind, ServedField } from '#/db/words/accounts.ts'
import { action, list, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { accountSubject, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `askerName`: who registered the address, empty when unknown; `until`: how long the link works (milliseconds UTC). */
export type ConfirmAddress = {
  confirmationId: string
  accountName: string
  address: string
  askerName: string
  fields: ServedField[]
  kind: AskingKind
  until: number
}

/** Asks the reader of an address whether it is the right one, in one mail for all its fields (notices.md, Confirm). */
export const confirmAddressMail: Template<ConfirmAddress> = {
  name: 'confirm-address',
  compose({ accountName: account, address, askerName: by, fields, kind, until }, context) {
    const { t, locale, timeZone, appUrl, mailId, programmeName: programme } = context
    const reminded = kind === 'reminder' ? 'reminder' : 'first'
    const registered = by
      ? t('confirm-address.registered', { by, address, account, programme })
      : t('confirm-address.registered-by-nobody', { address, account, programme })
    return {
      subject: accountSubject(t(`confirm-address.subject-${reminded}`), account, context),
      title: t('confirm-address.title'),
      parts: [
        ...(kind === 'reminder' ? [paragraph(t('confirm-address.reminder'))] : []),
        paragraph(registered),
        list(
          fields.map((field) =>
            t('confirm-address.field', {
              field: t(`fields.${field}`, { programme }),
              meaning: t(`confirm-address.meaning.${field}`, { account }),
            }),
          ),
        ),
        paragraph(t('confirm-address.ask')),
        action(t('confirm-address.action'), `${appUrl}/confirm/${linkToken('confirm', mailId)}`),
        paragraph(t('confirm-address.until', { date: formatMoment(until, locale, timeZone) })),
        paragraph(t('confirm-address.nothing')),
        paragraph(t('confirm-address.stranger', { account })),
      ],
      why: t('confirm-address.why', { address, account }),
    }
  },
}

/** `fields`: what the address was registered for. */
export type ContactRemoved = { accountName: string; address: string; fields: ServedField[] }

/** To an address that an account has removed from its contacts (notices.md, Confirm). */
export const contactRemoved: Template<ContactRemoved> = {
  name: 'contact-removed',
  compose({ accountName: account, address, fields }, context) {
    const { t, programmeName: programme } = context
    return {
      subject: accountSubject(t('contact-removed.subject'), account, context),
      title: t('contact-removed.title'),
      parts: [
        paragraph(t('contact-removed.text', { address, account, programme })),
        list(fields.map((field) => t(`fields.${field}`, { programme }))),
        paragraph(t('contact-removed.next')),
        paragraph(t('contact-removed.mistake', { account })),
      ],
      why: t('contact-removed.why', { account }),
    }
  },
}
