import type { ServedField } from '#/lib/confirmations/schema.ts'
import type { FieldId } from '#/lib/contacts/schema.ts'
import { action, list, type MailPart, paragraph, type Template } from './model.ts'
import { accountSubject, formatMoment } from './wording.ts'

/**
 * `fields`: what the address was taken from; `missing`: what the account lacks now, and `dueAt`: by when it has to be there
 * (milliseconds UTC), null where the account is closed until then.
 */
export type AddressRefused = {
  accountName: string
  address: string
  fields: ServedField[]
  missing: FieldId[]
  dueAt: number | null
  link: string
  timeZone?: string | null
}

/** To owners and editors, of an address that said "This is not me" and was taken out (notices.md, Confirm). */
export const addressRefused: Template<AddressRefused> = {
  lane: 'ordinary',
  secret: false,
  compose({ accountName: account, address, fields, missing, dueAt, link, timeZone }, context) {
    const { t, locale, programmeName: programme } = context
    const names = (ids: readonly FieldId[]) => list(ids.map((field) => t(`fields.${field}`, { programme })))
    const lacking = (): MailPart[] => [
      paragraph(t('address-refused.missing', { account })),
      names(missing),
      paragraph(
        dueAt === null
          ? t('contacts-nudge.closed', { account })
          : t('contacts-due.deadline', { account, date: formatMoment(dueAt, locale, timeZone) }),
      ),
    ]
    return {
      subject: accountSubject(t('address-refused.subject', { address }), account, context),
      title: t('address-refused.title'),
      parts: [
        paragraph(t('address-refused.text', { address, account })),
        names(fields),
        ...(missing.length > 0 ? lacking() : [paragraph(t('address-refused.complete', { account }))]),
        action(t('address-refused.action'), link),
        paragraph(t('address-refused.again')),
      ],
      why: t('why.editor', { account }),
    }
  },
}
