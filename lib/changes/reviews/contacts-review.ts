import { type ContactInformation, type FieldId, fieldIds } from '#/db/words/accounts.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import {
  action,
  heading,
  list,
  type MailContext,
  paragraph,
  quietAction,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { accountSubject, formatDay } from '#/lib/platform/mail/wording.ts'
import { day } from '#/lib/platform/values/clock.ts'
import type { Finding } from './findings.ts'
import { reviewLinkLife } from './policy.ts'

/**
 * `version`: the revision to confirm. `reminder`: nobody answered the first mail. `alerts`: the alert contacts, by name
 * and address. `link` leads to the contact information.
 */
export type ContactsReview = {
  accountName: string
  version: number
  reviewDays: number
  reminder: boolean
  contacts: ContactInformation
  alerts: string[]
  raised: Finding[]
  link: string
}

/**
 * Asks owners and editors whether everything is still right, and shows the contacts and findings (notices.md, Review).
 */
export const contactsReview: Template<ContactsReview> = {
  name: 'contacts-review',
  lane: 'bulk',
  compose(data, context) {
    const { t, appUrl, mailId, programmeName: programme } = context
    const { accountName: account, reviewDays: days, raised } = data
    return {
      subject: accountSubject(
        t(data.reminder ? 'contacts-review.subject-again' : 'contacts-review.subject'),
        account,
        context,
      ),
      title: t('contacts-review.title'),
      parts: [
        paragraph(t(data.reminder ? 'contacts-review.again' : 'contacts-review.text', { account, days })),
        ...(raised.length > 0
          ? [heading(t('contacts-review.raised')), list(raised.map((one) => formatRaised(one, context)))]
          : []),
        ...fieldIds.flatMap((field) => {
          const entries = sayField(field, data, context)
          return entries.length > 0 ? [heading(t(`fields.${field}`, { programme })), list(entries)] : []
        }),
        action(t('contacts-review.confirm'), `${appUrl}/review/${linkToken('review', mailId)}`),
        paragraph(t('contacts-review.how', { days: reviewLinkLife / day })),
        quietAction(t('contacts-review.change'), data.link),
      ],
      why: t('why.editor', { account }),
    }
  },
}

/** The entries of a field, one line each. */
function sayField(field: FieldId, { contacts, alerts }: ContactsReview, { locale }: MailContext): string[] {
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

function formatRaised(
  { kind, name, address, fields, since }: Finding,
  { t, locale, timeZone, programmeName: programme }: MailContext,
): string {
  const names = fields.map((field) => t(`fields.${field}`, { programme }))
  const words = {
    who: name ? `${name} (${address})` : address,
    fields: new Intl.ListFormat(locale).format(names),
    since: since === null ? '' : formatDay(since, locale, timeZone),
  }
  return t(`contacts-review.${since === null ? 'unconfirmed-ever' : kind}`, words)
}
