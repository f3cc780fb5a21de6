import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { Meaning } from '#/components/ui/meaning.ts'
import type { ReachLine } from '#/lib/notices/routing/reach-lines.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'

const meaningOf: Record<ReachLine['status'], Meaning | 'neutral'> = {
  confirmed: 'good',
  unconfirmed: 'neutral',
  bouncing: 'bad',
}

/** Addresses of a step, each with its status, its label and the language of its mail. */
export async function ReachLines({ lines }: { lines: readonly ReachLine[] }) {
  const t = await getTranslations('reach.status')
  const contacts = await getTranslations('contacts.details')
  const locale = await getLocale()
  return (
    <ul className="flex flex-col gap-2">
      {lines.map(({ address, label, locale: language, status }) => (
        <li key={address}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className={`wrap-anywhere ${status === 'bouncing' ? 'text-bad' : ''}`}>{address}</span>
            <Badge meaning={meaningOf[status]}>{t(status)}</Badge>
          </span>
          <span className="block text-muted text-small">
            {[label, contacts('language', { language: languageName(language, locale) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
