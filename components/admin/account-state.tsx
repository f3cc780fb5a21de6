import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import type { AccountHead } from '#/lib/admin/accounts/account-head.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'

export async function AccountState({ head }: { head: AccountHead }) {
  const t = await getTranslations('adminAccount.head')
  const reasons = await getTranslations('unreachable.reasons')
  const { account, missing, locked } = head.view
  const names = await listFieldNames(missing.map(({ field }) => field))
  const isReached = head.unreachable === null || head.unreachable === 'unanswered'
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      <Fact term={t('contacts')}>
        <ContactsStatus
          count={missing.length}
          which={names.join(', ')}
          locked={locked}
          dueAt={null}
          isReached={isReached}
        />
      </Fact>
      {account.dueAt === null ? null : (
        <Fact term={t(account.dueAt > now() ? 'due' : 'passed')}>
          <Instant at={account.dueAt} />
        </Fact>
      )}
      {head.bouncing.size > 0 ? (
        <Fact term={t('addresses')}>
          <Badge meaning="bad">{t('bouncing', { count: head.bouncing.size })}</Badge>
        </Fact>
      ) : null}
      {isReached || head.unreachable === null ? null : (
        <Fact term={t('unreachable')}>
          <Badge meaning="bad">{reasons(head.unreachable)}</Badge>
        </Fact>
      )}
      <Fact term={t('reachability')}>
        {account.drilledAt === null ? (
          <span className="text-muted">{t('undrilled')}</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <DrillBadge reachedAfter={account.reachedAfter} />
            <Instant at={account.drilledAt} />
          </span>
        )}
      </Fact>
      {account.checkDueAt === null ? null : (
        <Fact term={t('check')}>
          <Instant at={account.checkDueAt} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex max-w-measure flex-col gap-0.5">
      <dt className="text-muted text-small">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type DrillOutcomeProps = {
  /** End of the last drill, milliseconds UTC. */
  drilledAt: number | null
  /** Time to the first answer, milliseconds; null if nobody answered. */
  reachedAfter: number | null
}

/** Shows the outcome and the time of an account's last drill (notices.md, Drill). */
export async function LastDrillOutcome({ drilledAt, reachedAfter }: DrillOutcomeProps) {
  const format = await getFormatter()
  if (drilledAt === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col items-start gap-1">
      <DrillBadge reachedAfter={reachedAfter} />
      <time dateTime={new Date(drilledAt).toISOString()} className="text-muted compact:hidden">
        {format.dateTime(drilledAt, { dateStyle: 'medium' })}
      </time>
    </span>
  )
}

/** `reachedAfter`: milliseconds. */
async function DrillBadge({ reachedAfter }: Pick<DrillOutcomeProps, 'reachedAfter'>) {
  const t = await getTranslations('adminAccounts')
  if (reachedAfter === null) return <Badge meaning="bad">{t('filters.reach.options.unanswered')}</Badge>
  const duration = formatDuration(reachedAfter, await getLocale(), 'short')
  return <Badge meaning="good">{t('reached', { duration })}</Badge>
}
