import type { AddressFieldId } from './contacts.ts'

/** How a confirmation request ended: its reader said "This is not me" or joined the account, or it was removed. */
export type ConfirmationEnd = 'removed' | 'refused' | 'joined'

/** The field that a free address is registered for. */
export type ServedField = AddressFieldId | 'brand-support'

/** Why a mail asks: a new address, no answer yet, or a member of the account sent it again. */
export type AskingKind = 'first' | 'reminder' | 'again'
