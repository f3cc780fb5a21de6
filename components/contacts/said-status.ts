import { getFormatter, getTranslations } from 'next-intl/server'
import { type AddressStatus, reasonOf } from '#/lib/contacts/address-status.ts'

/** How an address stands, in the reader's words, for where only texts can be handed on; `text` is empty where the word says it all. */
export type SaidStatus = { status: AddressStatus['status']; word: string; text: string }

/** Every address's status in words, by the address's key. */
export async function sayStatuses(
  statuses: ReadonlyMap<string, AddressStatus>,
): Promise<Record<string, SaidStatus>> {
  const t = await getTranslations('addressStatus')
  const reasons = await getTranslations('notices.deliveries.reasons')
  const format = await getFormatter()
  const say = (status: AddressStatus): SaidStatus => {
    const word = t(status.status)
    if (status.status !== 'bouncing') return { status: status.status, word, text: '' }
    const at = format.dateTime(status.since, { dateStyle: 'medium', timeStyle: 'short' })
    const since = t.markup('bouncingSince', { at: () => at })
    return { status: status.status, word, text: `${since} ${reasons(reasonOf(status), { programme: '' })}` }
  }
  return Object.fromEntries([...statuses].map(([key, status]) => [key, say(status)]))
}
