/** What may be held about an address, by its kind: the places that are looked through, and what an erasure counts besides. */
export const heldKinds = [
  'contacts',
  'users',
  'memberships',
  'staff',
  'sessions',
  'passkeys',
  'invitations',
  'cancelled',
  'contact_revisions',
  'contact_drafts',
  'confirmations',
  'outbox',
  'bounce_reports',
  'address_marks',
  'address_failures',
  'notices',
  'events',
  'digests',
  'announcements',
  'announcement_accounts',
  'cases',
  'case_messages',
  'staff_notes',
  'audit_entries',
  'imports',
  'import_rows',
  'accounts',
  'event_sources',
  'idempotency_keys',
  'challenges',
] as const
export type HeldKind = (typeof heldKinds)[number]

export function isHeldKind(name: string): name is HeldKind {
  return heldKinds.some((kind) => kind === name)
}
