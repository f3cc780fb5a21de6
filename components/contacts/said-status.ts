import { getTranslations } from 'next-intl/server'
import { type AddressStatus, reasonOf } from '#/lib/notices/views/address-status.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

/** An address's status in words. `askable`: we can mail the question again; `triable`: we can retry a bouncing one. */
export type SaidStatus = {
  status: AddressStatus['status']
  word: string
  text: string
  askable: boolean
  triable: boolean
}

/** The status of every address in words, by the address's key. */
export async function formatStatuses(
  statuses: ReadonlyMap<string, AddressStatus>,
): Promise<Record<string, SaidStatus>> {
  const t = await getTranslations('addressStatus')
  const reasons = await getTranslations('notices.deliveries.reasons')
  const format = await getFormatter()
  const say = (status: AddressStatus): SaidStatus => {
    const word = t(status.status)
    const said = { status: status.status, word, text: '', askable: false, triable: false }
    if (status.status === 'confirmed') return said
    const at = (instant: number) => ({
      at: () => format.dateTime(instant, { dateStyle: 'medium', timeStyle: 'short' }),
    })
    if (status.status === 'bouncing') {
      const since = t.markup('bouncingSince', at(status.since))
      return {
        ...said,
        triable: status.given,
        text: `${since} ${reasons(reasonOf(status), { programme: '' })}`,
      }
    }
    const { since, askedAt, askAt } = status
    if (askAt !== null) return { ...said, text: t.markup('askLater', at(askAt)) }
    const text = askedAt === null ? '' : t.markup('asked', at(askedAt))
    return { ...said, text, askable: since !== null }
  }
  return Object.fromEntries([...statuses].map(([key, status]) => [key, say(status)]))
}
