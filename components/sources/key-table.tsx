import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { keyStatus } from '#/lib/identity/keys/policy.ts'
import type { ListedKey } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type KeyTableProps = { caption: string; keys: readonly ListedKey[]; base: string }

/** Lists the keys of a source with their last use. Staff can revoke an expired one too. */
export async function KeyTable({ caption, keys, base }: KeyTableProps) {
  const t = await getTranslations('sources.keys')
  const named = await namePeople()
  const at = now()
  return (
    <StackingTable
      caption={caption}
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('key'),
          cell: ({ hint }) => <span className="font-semibold">{t('hint', { hint })}</span>,
        },
        {
          header: t('made'),
          cell: ({ createdAt, madeBy }) => <Instant at={createdAt} by={named(madeBy) || t('commandLine')} />,
        },
        { header: t('used'), cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} never={t('never')} /> },
        {
          header: t('ends'),
          cell: (key) => {
            const status = keyStatus(key, at)
            if (status === 'usable') return <Instant at={key.expiresAt} never={t('never')} />
            return (
              <>
                <Badge meaning="bad">{t(status)}</Badge>
                <span className="block text-muted">
                  <Instant at={key.revokedAt ?? key.expiresAt ?? at} />
                </span>
              </>
            )
          },
        },
        {
          header: t('revoke'),
          headerHidden: true,
          cell: ({ id, hint, revokedAt }) =>
            revokedAt === null ? (
              <SmallLink
                id={`revoke-${id}`}
                href={`${base}/keys/${id}`}
                aria-label={t('revokeNamed', { hint })}
              >
                {t('revoke')}
              </SmallLink>
            ) : null,
        },
      ]}
    />
  )
}
