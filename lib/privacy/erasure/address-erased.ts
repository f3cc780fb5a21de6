import { openContacts, type RemovedAddress, removedAddressRows } from '#/lib/changes/contacts/mails.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'

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
