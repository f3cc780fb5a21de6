import type { ContactInformation } from '#/db/words/contacts.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'

/** The zone in which an account's business days are counted: that of its first support hours (notices.md, Routing). */
export function businessZone(contacts: ContactInformation | null): string {
  return firstKnownZone(...(contacts?.['support-hours'] ?? []).map(({ zone }) => zone))
}
