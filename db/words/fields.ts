/** What there is to know of a field besides its texts (`messages/…/fields.json`). */
type Field = {
  /** Members' ids, free addresses, the address that users see, or hours. */
  holds: 'members' | 'addresses' | 'brand' | 'hours'
  /** `by-type`: the integration type requires, allows or hides it. */
  required: 'always' | 'by-type' | 'never'
  /** Whether end users see it, where that is worth saying. */
  audience?: 'private' | 'public'
  /** The only environment in which it can be changed. */
  only?: 'production'
  /** A step of routes can notify it; a test of it is a notice of this category. */
  routed?: string
}

/** The fields of an account's contact information, in the order of the form (product.md, Contact information). */
export const fields = {
  alerts: { holds: 'members', required: 'always', only: 'production', routed: 'production-alert' },
  'technical-emergency': { holds: 'addresses', required: 'always', routed: 'emergency' },
  technical: { holds: 'addresses', required: 'always', routed: 'technical' },
  'merchant-issues': { holds: 'addresses', required: 'by-type', routed: 'merchant-issue' },
  operations: { holds: 'addresses', required: 'always', audience: 'private', routed: 'user-escalation' },
  'brand-support': { holds: 'brand', required: 'always', audience: 'public' },
  'support-hours': { holds: 'hours', required: 'always' },
} as const satisfies Record<string, Field>

/** The row of a field, also with what only some rows say. */
export function rowOf(field: keyof typeof fields): Field {
  return fields[field]
}
