import type { ContactInformation } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import type { PlannedStep, Recipient } from './routing.ts'

/** The people of an account, for describing addresses. */
export type ReachPeople = {
  contacts: ContactInformation | null
  members: readonly { name: string; email: string }[]
  /** Keys of addresses whose owner showed that they read mail there. */
  confirmed: ReadonlySet<string>
}

/** A displayed address: `label` is the account's label, or the member's name. */
export type ReachLine = {
  address: string
  label: string
  locale: Locale
  status: 'confirmed' | 'unconfirmed' | 'bouncing'
}

/** The addresses of a step, or the copies, with what we know of each. */
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

/** A step's state: `taken`; skipped as `missing` or `bouncing`; `later`: only if no earlier step reaches anybody. */
export type StepState = 'taken' | 'missing' | 'bouncing' | 'later'

export function stepStateOf({ step, recipients }: PlannedStep, taken: number | null): StepState {
  if (step === taken) return 'taken'
  if (taken !== null && step > taken) return 'later'
  return recipients.length === 0 ? 'missing' : 'bouncing'
}
