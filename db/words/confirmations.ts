import type { AddressFieldId } from './contacts.ts'

/** How asking an address ended: it was taken out of the account, it said "This is not me", or its person joined the account. */
export type ConfirmationEnd = 'removed' | 'refused' | 'joined'

/** What a free address is registered for. */
export type ServedField = AddressFieldId | 'brand-support'

/** Why a mail asks: it was just registered, nobody answered yet, or somebody of the account had it sent again. */
export type AskingKind = 'first' | 'reminder' | 'again'
