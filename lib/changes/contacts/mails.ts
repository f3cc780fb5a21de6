import type { FieldId, ServedField } from '#/db/words/accounts.ts'
import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, type MailContext } from '#/lib/platform/mail/model.ts'
import { fieldList, formatMoment } from '#/lib/platform/mail/wording.ts'

export type AddressRefused = TakenOut & { address: string }

/** To owners and editors, after the reader of an address said "This is not me" (notices.md, Confirm). */
export const addressRefused = defineAccountMail<AddressRefused>('address-refused', {
  why: 'why.editor',
  rows: (mail, context) => [
    context.t('address-refused.text'),
    mailTakenOut(mail, context),
    context.t('address-refused.again'),
  ],
})

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

/** The parts of a mail: the fields that lost the address, and what is missing now. */
export function mailTakenOut({ fields, missing, dueAt, link }: TakenOut, context: MailContext): MailRow[] {
  const { t } = context
  return [
    fieldList(fields, context),
    ...(missing.length > 0
      ? [
          t('address-refused.missing'),
          fieldList(missing, context),
          dueAt === null
            ? t('contacts-nudge.closed')
            : t('contacts-due.deadline', { date: formatMoment(dueAt, context) }),
        ]
      : [t('address-refused.complete')]),
    action(t('address-refused.action'), link),
  ]
}
