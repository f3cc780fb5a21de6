import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

type Query = Record<string, string | string[] | undefined>

/** Says what was just done in the Users tab; nothing where the address names nothing known. */
export async function UsersDoneBanner({ query }: { query: Query }) {
  const t = await getTranslations('users.done')
  const given = Number(query.count)
  const count = Number.isInteger(given) && given > 0 && given < 1000 ? given : 1
  const said = {
    invited: t('invited', { count }),
    resent: t('resent'),
    revoked: t('revoked'),
    role: t('role'),
    removed: t('removed'),
    asked: t('asked', { count }),
  }
  const { done } = query
  const title = typeof done === 'string' && Object.hasOwn(said, done) ? said[done as keyof typeof said] : null
  return title ? <Banner meaning="good" title={title} role="status" /> : null
}
