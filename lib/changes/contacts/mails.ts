import type { FieldId, ServedField } from '#/db/words/accounts.ts'
import {
  action,
  list,
  type MailContext,
  type MailPart,
  paragraph,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { accountSubject, formatMoment } from '#/lib/platform/mail/wording.ts'

export type AddressRefused = TakenOut & { address: string }

/** To owners and editors: an address said "This is not me" and was taken out (notices.md, Confirm). */
export const addressRefused: Template<AddressRefused> = {
  name: 'address-refused',
  compose(mail, context) {
    const { t } = context
    const { accountName: account, address } = mail
    return {
      subject: accountSubject(t('address-refused.subject', { address }), account, context),
      title: t('address-refused.title'),
      parts: [
        ...mailTakenOut(t('address-refused.text', { address, account }), mail, context),
        paragraph(t('address-refused.again')),
      ],
      why: t('why.editor', { account }),
    }
  },
}

/**
 * An address that was taken out of an account's contacts. `fields`: its fields; `missing`: what the account lacks now;
 * `dueAt`: the deadline for that (milliseconds UTC), null while the account is locked.
 */
export type TakenOut = {
  accountName: string
  fields: ServedField[]
  missing: FieldId[]
  dueAt: number | null
  link: string
}

/** The parts of a mail: `text`, the fields that lost the address, and what is missing now. */
export function mailTakenOut(
  text: string,
  { accountName: account, fields, missing, dueAt, link }: TakenOut,
  { t, locale, timeZone, programmeName: programme }: MailContext,
): MailPart[] {
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
  return [
    paragraph(text),
    names(fields),
    ...(missing.length > 0 ? lacking() : [paragraph(t('address-refused.complete', { account }))]),
    action(t('address-refused.action'), link),
  ]
}
