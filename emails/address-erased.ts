import type { ServedField } from '#/lib/confirmations/schema.ts'
import type { FieldId } from '#/lib/contacts/schema.ts'
import { action, list, type MailPart, paragraph, type Template } from './model.ts'
import { accountSubject, formatMoment } from './wording.ts'

/**
 * `fields`: what the address was taken from; `missing`: what the account lacks now, and `dueAt`: by when it has to be there
 * (milliseconds UTC), null where the account is closed until then. Which address it was is told nobody.
 */
export type AddressErased = {
  accountName: string
  fields: ServedField[]
  missing: FieldId[]
  dueAt: number | null
  link: string
  timeZone?: string | null
}

/** To owners and editors, of an address that was erased and so taken out (product.md, Personal data). */
export const addressErased: Template<AddressErased> = {
  lane: 'ordinary',
  secret: false,
  compose({ accountName: account, fields, missing, dueAt, link, timeZone }, context) {
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
      subject: accountSubject(t('address-erased.subject'), account, context),
      title: t('address-refused.title'),
      parts: [
        paragraph(t('address-erased.text', { account })),
        names(fields),
        ...(missing.length > 0 ? lacking() : [paragraph(t('address-refused.complete', { account }))]),
        action(t('address-refused.action'), link),
      ],
      why: t('why.editor', { account }),
    }
  },
}
