import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { sourceStatus } from '#/lib/identity/keys/policy.ts'
import type { ListedSource } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type SourceTableProps = { caption: string; sources: readonly ListedSource[]; base: string }

/** Lists sources with their scopes and last use. Staff can revoke an expired one too. */
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
          cell: ({ name, hint }) => (
            <>
              <span className="font-semibold">{name}</span>
              <span className="block text-muted">{t('hint', { hint })}</span>
            </>
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
          cell: ({ defaultCategory, accountLabel, internalLinks }) => (
            <>
              <span className="block">{defaultCategory ? categories(defaultCategory) : t('noCategory')}</span>
              <span className="block text-muted">{t('label', { label: accountLabel })}</span>
              {internalLinks ? <span className="block text-muted">{t('internalLinks')}</span> : null}
            </>
          ),
        },
        {
          header: t('made'),
          cell: ({ createdAt, madeBy }) => <Instant at={createdAt} by={named(madeBy) || t('commandLine')} />,
        },
        { header: t('used'), cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} never={t('never')} /> },
        {
          header: t('ends'),
          cell: (source) => {
            const status = sourceStatus(source, now())
            if (status === 'usable') return <Instant at={source.expiresAt} never={t('never')} />
            return (
              <>
                <Badge meaning="bad">{t(status)}</Badge>
                <span className="block text-muted">
                  <Instant at={source.revokedAt ?? source.expiresAt ?? now()} />
                </span>
              </>
            )
          },
        },
        {
          header: t('revoke'),
          headerHidden: true,
          cell: ({ id, name, revokedAt }) =>
            revokedAt === null ? (
              <SmallLink
                id={`revoke-${id}`}
                href={`${base}/${id}/revoke`}
                aria-label={t('revokeNamed', { name })}
              >
                {t('revoke')}
              </SmallLink>
            ) : null,
        },
      ]}
    />
  )
}
