/** How asking an address ended: it was taken out of the account, it said "This is not me", or its person joined the account. */
export type ConfirmationEnd = 'removed' | 'refused' | 'joined'
