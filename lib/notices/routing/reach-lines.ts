import type { ContactInformation } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import type { PlannedStep, Recipient } from './routing.ts'

/** An account's people, as far as an address is described by them. */
export type ReachPeople = {
  contacts: ContactInformation | null
  members: readonly { name: string; email: string }[]
  /** Keys of those of whom somebody showed that mail to them is read. */
  confirmed: ReadonlySet<string>
}

/** An address as it is shown: `label` is what the account calls it, or the member's name. */
export type ReachLine = {
  address: string
  label: string
  locale: Locale
  status: 'confirmed' | 'unconfirmed' | 'bouncing'
}

/** The addresses of a step, or the copies, with what is known of each. */
export function toReachLines(recipients: readonly Recipient[], people: ReachPeople): ReachLine[] {
  const statusOf = ({ address, bouncing }: Recipient) =>
    bouncing ? 'bouncing' : people.confirmed.has(addressKey(address)) ? 'confirmed' : 'unconfirmed'
  return recipients.map((recipient) => ({
    address: recipient.address,
    label: labelOf(recipient, people),
    locale: recipient.locale,
    status: statusOf(recipient),
  }))
}

function labelOf({ address, purpose }: Recipient, { contacts, members }: ReachPeople): string {
  if (purpose === 'owners' || purpose === 'alerts') {
    return members.find(({ email }) => email === address)?.name ?? ''
  }
  return contacts?.[purpose].find((contact) => contact.address === address)?.label ?? ''
}

/** What becomes of a step: the one that is taken; `missing`, `bouncing`: skipped, and why; `later`: only if nobody before. */
export type StepState = 'taken' | 'missing' | 'bouncing' | 'later'

export function stepStateOf({ step, recipients }: PlannedStep, taken: number | null): StepState {
  if (step === taken) return 'taken'
  if (taken !== null && step > taken) return 'later'
  return recipients.length === 0 ? 'missing' : 'bouncing'
}
