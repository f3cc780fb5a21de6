import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import { sourceStatus } from '#/lib/identity/keys/policy.ts'
import type { ListedSource } from '#/lib/identity/keys/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type SourceTableProps = {
  caption: string
  sources: readonly ListedSource[]
  /** The page's instant, milliseconds UTC: it decides what has expired. */
  now: number
  /** Where the sources are listed. */
  base: string
}

/** Sources with what each may do and when it was used. One that has expired can be revoked all the same. */
export async function SourceTable({ caption, sources, now, base }: SourceTableProps) {
  const t = await getTranslations('sources.columns')
  const columns: Column<ListedSource>[] = [
    { header: t('name'), rowHeader: true, breakable: true, cell: nameCell },
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
    { header: t('defaults'), breakable: true, cell: defaultsCell },
    { header: t('made'), cell: madeCell },
    { header: t('used'), cell: ({ lastUsedAt }) => instantOr(lastUsedAt, t('never')) },
    { header: t('ends'), cell: (source) => endsCell(source, now) },
    {
      header: t('revoke'),
      headerHidden: true,
      cell: (source) =>
        source.revokedAt === null ? (
          <ButtonLink
            size="small"
            href={`${base}/${source.id}/revoke`}
            aria-label={t('revokeNamed', { name: source.name })}
          >
            {t('revoke')}
          </ButtonLink>
        ) : null,
    },
  ]
  return <StackingTable caption={caption} columns={columns} rows={sources} rowKey={({ id }) => id} />
}

async function nameCell({ name, hint }: ListedSource) {
  const t = await getTranslations('sources.columns')
  return (
    <>
      <span className="font-semibold">{name}</span>
      <span className="block text-muted">{t('hint', { hint })}</span>
    </>
  )
}

async function defaultsCell({ defaultCategory, accountLabel, internalLinks }: ListedSource) {
  const t = await getTranslations('sources.columns')
  const categories = await getTranslations('mail.categories')
  return (
    <>
      <span className="block">{defaultCategory ? categories(defaultCategory) : t('noCategory')}</span>
      <span className="block text-muted">{t('label', { label: accountLabel })}</span>
      {internalLinks ? <span className="block text-muted">{t('internalLinks')}</span> : null}
    </>
  )
}

async function madeCell({ createdAt, madeBy }: ListedSource) {
  const t = await getTranslations('sources.columns')
  const named = await namePeople()
  return (
    <>
      <Instant at={createdAt} />
      <span className="block text-muted">{named(madeBy) || t('commandLine')}</span>
    </>
  )
}

async function endsCell(source: ListedSource, now: number) {
  const t = await getTranslations('sources.columns')
  const status = sourceStatus(source, now)
  if (status === 'usable') return instantOr(source.expiresAt, t('never'))
  return (
    <>
      <Badge meaning="bad">{t(status)}</Badge>
      <span className="block text-muted">
        <Instant at={source.revokedAt ?? source.expiresAt ?? now} />
      </span>
    </>
  )
}

function instantOr(at: number | null, otherwise: string) {
  return at === null ? <span className="text-muted">{otherwise}</span> : <Instant at={at} />
}
