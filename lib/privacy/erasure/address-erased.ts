import type { RoutedField } from '#/db/words/accounts.ts'
import { openContacts, type RemovedAddress, removedAddressRows } from '#/lib/changes/contacts/mails.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading } from '#/lib/platform/mail/model.ts'
import { fieldList } from '#/lib/platform/mail/wording.ts'

/**
 * Notifies owners and editors that an address, which the mail does not name, was erased and removed from the contacts
 * (product.md, Personal data).
 */
export const addressErased = defineAccountMail<RemovedAddress>('address-erased', {
  title: 'address-refused.title',
  why: 'why.editor',
  main: openContacts,
  rows: removedAddressRows,
})

/** The same about the phone number of an endpoint, which completes no field. */
export const numberErased = defineAccountMail<
  Pick<RemovedAddress, 'accountName' | 'link'> & { fields: RoutedField[] }
>('number-erased', {
  title: 'number-erased.subject',
  why: 'why.editor',
  main: openContacts,
  rows: ({ fields }, context) => [
    context.t('number-erased.next'),
    fields.length > 0 ? [heading(context.t('number-erased.served')), fieldList(fields, context)] : [],
  ],
})
