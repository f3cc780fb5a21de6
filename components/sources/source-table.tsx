import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { joinNames } from '#/lib/admin/sources/schema.ts'
import { keyStatus, usableKeys } from '#/lib/identity/keys/policy.ts'
import type { ListedKey, ListedSource } from '#/lib/identity/keys/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type SourceTableProps = { caption: string; sources: readonly ListedSource[]; base: string }

/** Lists sources with their scopes, their defaults, and the last use of their keys. */
export async function SourceTable({ caption, sources, base }: SourceTableProps) {
  const t = await getTranslations('sources.columns')
  const categories = await getTranslations('mail.categories')
  const named = await namePeople()
  return (
    <StackingTable
      caption={caption}
      rows={sources}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('name'),
          breakable: true,
          cell: ({ id, name }) => (
            <Link className="font-semibold" href={`${base}/${id}`}>
              {name}
            </Link>
          ),
        },
        {
          header: t('scopes'),
          cell: ({ scopes }) => (
            <ul>
              {scopes.map((scope) => (
                <li key={scope}>
                  <code>{scope}</code>
                </li>
              ))}
            </ul>
          ),
        },
        {
          header: t('defaults'),
          breakable: true,
          cell: ({ defaultCategory, accountLabel, sandboxNames, internalLinks }) => (
            <>
              <span className="block">{defaultCategory ? categories(defaultCategory) : t('noCategory')}</span>
              <span className="block text-muted">{t('label', { label: accountLabel })}</span>
              <span className="block text-muted">{t('sandbox', { names: joinNames(sandboxNames) })}</span>
              {internalLinks ? <span className="block text-muted">{t('internalLinks')}</span> : null}
            </>
          ),
        },
        {
          header: t('made'),
          cell: ({ createdAt, madeBy }) => <Instant at={createdAt} by={named(madeBy) || t('commandLine')} />,
        },
        { header: t('keys'), breakable: true, cell: (source) => <Keys source={source} /> },
      ]}
    />
  )
}

/** A source's valid keys, or its last one if none is valid. */
async function Keys({ source }: { source: ListedSource }) {
  const t = await getTranslations('sources.keys')
  const format = await getFormatter()
  const at = now()
  const usable = usableKeys(source, at)
  const sayUse = ({ lastUsedAt }: ListedKey) =>
    lastUsedAt === null
      ? t('unused')
      : t('usedAt', { at: format.dateTime(lastUsedAt, { dateStyle: 'medium', timeStyle: 'short' }) })
  return (
    <ul className="flex flex-col gap-1">
      {(usable.length > 0 ? usable : source.keys.slice(0, 1)).map((key) => {
        const status = keyStatus(key, at)
        return (
          <li key={key.id}>
            {t('hint', { hint: key.hint })}
            <span className="block text-muted">{sayUse(key)}</span>
            {status === 'usable' ? null : <Badge meaning="bad">{t(status)}</Badge>}
          </li>
        )
      })}
    </ul>
  )
}
