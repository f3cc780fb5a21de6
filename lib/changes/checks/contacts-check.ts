import { type ContactInformation, type FieldId, fieldIds, nameEndpoint } from '#/db/words/accounts.ts'
import { endpointsOf } from '#/lib/contacts/fields/entries.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, list, type MailContext } from '#/lib/platform/mail/model.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { formatDay, nameField } from '#/lib/platform/mail/wording.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { type Finding, needsCorrection } from './findings.ts'
import { checkLinkTtl } from './policy.ts'

/**
 * `version`: the revision to confirm. `reminder`: nobody answered the first mail. `alerts`: the alert contacts, by name
 * and address. `link` leads to the contact information. Stored mails say `review` for a check.
 */
export type ContactsCheck = {
  accountName: string
  version: number
  reviewDays: number
  reminder: boolean
  contacts: ContactInformation
  alerts: string[]
  raised: Finding[]
  link: string
}

/** Asks owners and editors whether everything is still right, and shows the contacts and findings (notices.md, Check). */
export const contactsCheck = defineAccountMail<ContactsCheck>('contacts-review', {
  lane: 'bulk',
  subject: ({ reminder }, { t }) => t(reminder ? 'contacts-review.subject-again' : 'contacts-review.subject'),
  why: 'why.editor',
  lead: ({ reminder, reviewDays: days }, { t }) =>
    t(reminder ? 'contacts-review.again' : 'contacts-review.text', { days }),
  first: ({ raised }, context) => [
    raised.length > 0 && heading(context.t('contacts-review.raised')),
    raised.length > 0 && list(raised.map((one) => formatRaised(one, context))),
    needsCorrection(raised) && context.t('contacts-review.first'),
  ],
  main: ({ raised, link }, { t, appUrl, mailId }) =>
    needsCorrection(raised)
      ? { text: t('contacts-review.correct'), href: link }
      : { text: t('contacts-review.confirm'), href: `${appUrl}/review/${linkToken('review', mailId)}` },
  rows(data, context) {
    const { t } = context
    const { raised, link } = data
    const isAsked = !needsCorrection(raised)
    return [
      isAsked && t('contacts-review.how', { days: checkLinkTtl / day }),
      ...fieldIds.map((field) => {
        const entries = formatField(field, data, context)
        return entries.length > 0 ? [heading(nameField(field, context)), list(entries)] : []
      }),
      isAsked && action(t('contacts-review.change'), link),
    ]
  },
})

/** A line for each entry of a field. */
function formatField(field: FieldId, data: ContactsCheck, context: MailContext): string[] {
  // Mail that an older release queued has none.
  const endpoints = endpointsOf(data.contacts.endpoints ? data.contacts : null)
  const own = endpoints.filter((one) => one.field === field)
  return [...formatEntries(field, data, context), ...own.map(({ entry }) => nameEndpoint(entry))]
}

function formatEntries(
  field: FieldId,
  { contacts, alerts }: ContactsCheck,
  { locale }: MailContext,
): string[] {
  const { formatHours, formatContact } = contactFormatter(locale)
  switch (field) {
    case 'alerts':
      return alerts
    case 'support-hours':
      return formatHours(contacts['support-hours'])
    case 'brand-support':
      return contacts['brand-support'] ? [formatContact(contacts['brand-support'])] : []
    default:
      return contacts[field].map(formatContact)
  }
}

function formatRaised({ kind, name, address, fields, since }: Finding, context: MailContext): string {
  const names = fields.map((field) => nameField(field, context))
  return context.t(`contacts-review.${since === null ? 'unconfirmed-ever' : kind}`, {
    who: name ? `${name} (${address})` : address,
    fields: new Intl.ListFormat(context.locale).format(names),
    since: since === null ? '' : formatDay(since, context),
  })
}
