import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const noteCodes = ['hours-merged', 'domain-converted', 'zone-renamed'] as const

/** Says what the last command of an account's pages did; nothing where the address asks for nothing known. */
export async function AccountDoneBanner({ query }: { query: Record<string, string | string[] | undefined> }) {
  const t = await getTranslations('contacts')
  const launch = await getTranslations('launch.done')
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
  const notes = noteCodes.filter((code) => [query.note].flat().includes(code))
  return (
    <Banner meaning="good" title={title} role="status">
      {notes.length > 0 ? notes.map((code) => <p key={code}>{t(`submitted.${code}`)}</p>) : undefined}
    </Banner>
  )
}
