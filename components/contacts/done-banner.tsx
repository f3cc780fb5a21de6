import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const noteCodes = ['hours-merged', 'domain-converted', 'zone-renamed'] as const

/** Says what the last command of the contact form did; nothing where the address asks for nothing known. */
export async function DoneBanner({ query }: { query: Record<string, string | string[] | undefined> }) {
  const t = await getTranslations('contacts')
  const said = {
    complete: t('submitted.open'),
    submitted: t('submitted.title'),
    discarded: t('draft.discarded'),
  }
  const title = said[query.done as keyof typeof said]
  if (!title) return null
  const notes = noteCodes.filter((code) => [query.note].flat().includes(code))
  return (
    <Banner meaning="good" title={title} role="status">
      {notes.length > 0 ? notes.map((code) => <p key={code}>{t(`submitted.${code}`)}</p>) : undefined}
    </Banner>
  )
}
