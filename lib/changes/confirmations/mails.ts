import type { AskingKind, ServedField } from '#/db/words/accounts.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, list } from '#/lib/platform/mail/model.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { fieldList, formatMoment, nameField } from '#/lib/platform/mail/wording.ts'

/** `askerName`: who registered the address, empty if unknown; `until`: how long the link works (milliseconds UTC). */
export type ConfirmAddress = {
  confirmationId: string
  accountName: string
  address: string
  askerName: string
  fields: ServedField[]
  kind: AskingKind
  until: number
}

/** Asks the reader of an address whether it is right, in one mail for all its fields (notices.md, Confirm). */
export const confirmAddressMail = defineAccountMail<ConfirmAddress>('confirm-address', {
  subject: ({ kind }, { t }) => t(`confirm-address.subject-${kind === 'reminder' ? 'reminder' : 'first'}`),
  words: ({ askerName: by, until }, context) => ({ by, date: formatMoment(until, context) }),
  lead: ({ askerName }, { t }) =>
    t(askerName ? 'confirm-address.registered' : 'confirm-address.registered-by-nobody'),
  main: (_, { t, appUrl, mailId }) => ({
    text: t('confirm-address.action'),
    href: `${appUrl}/confirm/${linkToken('confirm', mailId)}`,
  }),
  rows: ({ accountName: account, fields, kind }, { t, ...context }) => [
    kind === 'reminder' && t('confirm-address.reminder'),
    t('confirm-address.ask'),
    t('confirm-address.until'),
    heading(t('confirm-address.serves')),
    list(
      fields.map((field) => {
        const meaning = translatorFor(context.locale, 'fields')(`${field}.meaning`, { account })
        return t('confirm-address.field', { field: nameField(field, context), meaning })
      }),
    ),
    t('confirm-address.nothing'),
    t('confirm-address.stranger'),
  ],
})

type ContactRemoved = Pick<ConfirmAddress, 'accountName' | 'address' | 'fields'>

/** To an address that is no longer a contact of an account, for the `fields` that it served (notices.md, Confirm). */
export const contactRemoved = defineAccountMail<ContactRemoved>('contact-removed', {
  rows: ({ fields }, context) => [
    heading(context.t('contact-removed.served')),
    fieldList(fields, context),
    context.t('contact-removed.next'),
    context.t('contact-removed.mistake'),
  ],
})
