import type { FieldId, ServedField } from '#/db/words/accounts.ts'
import { listMissing } from '#/lib/changes/gate/contacts-due.ts'
import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { heading, type MailContext } from '#/lib/platform/mail/model.ts'
import { fieldList } from '#/lib/platform/mail/wording.ts'

export type AddressRefused = RemovedAddress & { address: string }

/** To owners and editors, after the reader of an address said "This is not me" (notices.md, Confirm). */
export const addressRefused = defineAccountMail<AddressRefused>('address-refused', {
  why: 'why.editor',
  main: openContacts,
  rows: (mail, context) => [...removedAddressRows(mail, context), context.t('address-refused.again')],
})

/**
 * An address that was removed from an account's contacts. `fields`: its fields; `missing`: what the account lacks now;
 * `dueAt`: the deadline for that (milliseconds UTC), null while the account is locked.
 */
export type RemovedAddress = {
  accountName: string
  fields: ServedField[]
  missing: FieldId[]
  dueAt: number | null
  link: string
}

/** The button of a mail that leads to the contact information. */
export function openContacts({ link: href }: Pick<RemovedAddress, 'link'>, { t }: MailContext) {
  return { text: t('address-refused.action'), href }
}

/** The facts of a mail: what is missing now, and the fields that lost the address. */
export function removedAddressRows(
  { fields, missing, dueAt }: RemovedAddress,
  context: MailContext,
): MailRow[] {
  const { t } = context
  return [
    ...(missing.length > 0
      ? [t('address-refused.incomplete'), ...listMissing({ missing, dueAt }, context)]
      : [t('address-refused.complete')]),
    heading(t('contact-removed.served')),
    fieldList(fields, context),
  ]
}
