import type { AccountStanding } from '#/lib/accounts/queries.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'
import type { Locale } from '#/lib/locale.ts'
import type { StaffStep } from './schema.ts'

export type LaunchRecipient = { to: string; locale: Locale; as: 'editor' | 'emergency-contact' }

/**
 * Who is told of staff's step: owners and editors; of a disabled integration, and of its end, the technical emergency
 * contacts too, since nothing else tells them yet (docs/decisions/005). One
 * message to an address.
 */
export function listLaunchRecipients(
  standing: Pick<AccountStanding, 'account' | 'members' | 'contacts'>,
  step: StaffStep,
): LaunchRecipient[] {
  const { defaultLocale } = standing.account
  const editors = standing.members
    .filter(({ role }) => role !== 'viewer')
    .map(({ email, locale }) => ({ to: email, locale: locale ?? defaultLocale, as: 'editor' as const }))
  const isEmergency = step === 'disable' || step === 'enable'
  const contacts = isEmergency ? (standing.contacts?.['technical-emergency'] ?? []) : []
  const all: LaunchRecipient[] = [
    ...editors,
    ...contacts.map(({ address, locale }) => ({
      to: address,
      locale: locale ?? defaultLocale,
      as: 'emergency-contact' as const,
    })),
  ]
  const byKey = new Map<string, LaunchRecipient>()
  for (const recipient of all) {
    const key = addressKey(recipient.to)
    if (!byKey.has(key)) byKey.set(key, recipient)
  }
  return [...byKey.values()]
}
