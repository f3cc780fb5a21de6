import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { listRefusedBefore } from '#/lib/accounts/addresses/refused-before.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { readZone } from '#/lib/platform/i18n/zone-choices.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { AccountPageProps } from './account-page.tsx'
import { countOf } from './count-of.ts'
import { contactsPath } from './paths.ts'
import { ConfirmationsFollow, DrillFollows } from './what-follows.tsx'

const noteCodes = ['hours-merged', 'domain-converted'] as const
const maxRenamed = 5
/** The commands that may ask addresses to confirm; of these the address of the page says how many. */
const askers = ['complete', 'submitted', 'draft-submitted']

/** Shows the result of the last command on an account's page; renders nothing for an unknown result. */
export async function AccountDoneBanner({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('contacts')
  const review = await getTranslations('review.done')
  const confirmations = await getTranslations('confirmations')
  const format = await getFormatter()
  const zone = await nameReaderZone()
  const attention = await getTranslations('attention.done')
  const doneTexts = {
    complete: t('submitted.open'),
    submitted: t('submitted.title'),
    discarded: t('draft.discarded'),
    'request-review': review('request-review'),
    pause: review('pause'),
    resume: review('resume'),
    tried: attention('tried'),
    asked: attention('asked', { count: countOf(query) }),
    'draft-submitted': attention('draft-submitted'),
    drilled: attention('drilled'),
  }
  const { done } = query
  if (typeof done !== 'string' || !Object.hasOwn(doneTexts, done)) return null
  const title = doneTexts[done as keyof typeof doneTexts]
  const given = [query.note].flat()
  const notes = noteCodes.filter((code) => given.includes(code)).map((code) => t(`submitted.${code}`))
  for (const typed of new Set([query.renamed ?? []].flat().slice(0, maxRenamed))) {
    const { zone: renamed } = readZone(typed)
    if (renamed !== null) notes.push(t('submitted.zone-renamed', { typed, zone: renamed }))
  }
  const refused = given.includes('refused-before') ? await listRefusedBefore(read, grant) : []
  for (const { address, at } of refused) {
    const when = format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
    notes.push(confirmations('refusedBefore', { address, at: when, zone }))
  }
  return (
    <Banner meaning="good" title={title} role="status">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {done === 'drilled' ? <DrillFollows grant={grant} read={read} /> : null}
      {done === 'asked' || (askers.includes(done) && query.count) ? (
        <ConfirmationsFollow
          asked={done === 'asked' ? null : countOf(query)}
          href={done === 'submitted' ? grant.base : contactsPath(grant)}
        />
      ) : null}
    </Banner>
  )
}

/** Confirms that somebody answered the check, and says what follows. */
export async function CheckDoneBanner({ grant, query: { done } }: AccountPageProps) {
  if (done !== 'reviewed' && done !== 'review-answered') return null
  const t = await getTranslations('checks.done')
  const format = await getFormatter()
  const { checkDueAt } = grant.account
  const at =
    checkDueAt !== null && checkDueAt > now()
      ? format.dateTime(checkDueAt, { dateStyle: 'long', timeStyle: 'short' })
      : null
  return (
    <Banner meaning="good" role="status" title={t(done)}>
      {at ? <p>{t('next', { at, zone: await nameReaderZone() })}</p> : null}
    </Banner>
  )
}
