import { getTimeZone, getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'

const noteCodes = ['hours-merged', 'domain-converted'] as const
const mostRenamed = 5
type Query = Record<string, string | string[] | undefined>

type AccountDoneBannerProps = {
  query: Query
  /** The submitted addresses that once answered "This is not me", with the time of that answer. */
  refusedBefore?: readonly { address: string; at: number }[]
}

/** Whether the submission contains an address that once answered "This is not me". */
export function asksOfRefused(query: Query): boolean {
  return [query.note].flat().includes('refused-before')
}

/** Shows the result of the last command on an account's page; renders nothing for an unknown result. */
export async function AccountDoneBanner({ query, refusedBefore = [] }: AccountDoneBannerProps) {
  const t = await getTranslations('contacts')
  const launch = await getTranslations('launch.done')
  const confirmations = await getTranslations('confirmations')
  const format = await getFormatter()
  const zone = await getTimeZone()
  const said = {
    complete: t('submitted.open'),
    submitted: t('submitted.title'),
    discarded: t('draft.discarded'),
    'request-review': launch('request-review'),
    pause: launch('pause'),
    resume: launch('resume'),
  }
  const { done } = query
  if (typeof done !== 'string' || !Object.hasOwn(said, done)) return null
  const title = said[done as keyof typeof said]
  const notes = noteCodes
    .filter((code) => [query.note].flat().includes(code))
    .map((code) => t(`submitted.${code}`))
  for (const typed of new Set([query.renamed ?? []].flat().slice(0, mostRenamed))) {
    const renamed = canonicalZone(typed)
    if (renamed !== null) notes.push(t('submitted.zone-renamed', { typed, zone: renamed }))
  }
  for (const { address, at } of refusedBefore) {
    const when = format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
    notes.push(confirmations('refusedBefore', { address, at: when, zone }))
  }
  return (
    <Banner meaning="good" title={title} role="status">
      {notes.length > 0 ? notes.map((note) => <p key={note}>{note}</p>) : undefined}
    </Banner>
  )
}
