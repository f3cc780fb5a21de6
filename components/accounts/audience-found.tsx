import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#/components/ui/button.tsx'

type AudienceFoundProps = {
  found: { count: number; more: boolean }
  /** Address of the account table with the same filters. */
  table: string
}

export async function AudienceFound({ found, table }: AudienceFoundProps) {
  const t = await getTranslations('announcements.audience')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2" role="status">
      <p className="font-semibold text-large">
        {t(found.more ? 'foundMore' : 'found', { count: found.count })}
      </p>
      <ButtonLink href={table} variant="quiet">
        {t('look')}
      </ButtonLink>
    </div>
  )
}

export async function AudienceWords({ words }: { words: readonly { text: string }[] }) {
  const t = await getTranslations('announcements.audience')
  if (words.length === 0) return t('everybody')
  return (
    <ul>
      {words.map(({ text }) => (
        <li key={text} dir="auto">
          {text}
        </li>
      ))}
    </ul>
  )
}
