import { getTranslations } from 'next-intl/server'
import { RowAction } from '#/components/form/row-action.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { staffNotices } from '#/lib/notices/views/lists.ts'
import type { StaffNoticeCounts } from '#/lib/notices/views/staff-queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { now } from '#/lib/platform/values/clock.ts'

export type RowActions = Record<'nudge' | 'check' | 'extend' | 'again' | 'drill', FormAction>

/** What the actions of an account's row depend on. */
export type RowWithActions = Account & {
  missing: { count: number }
  addresses: { bouncing: number }
  notices: StaffNoticeCounts
}

type AccountActionsProps = { row: RowWithActions; actions: RowActions }

export async function AccountActions({ row, actions }: AccountActionsProps) {
  const t = await getTranslations('adminAccounts.rows')
  const { slug, name, state, closedAt, dueAt, missing, addresses, notices, reachedAfter, checkDueAt } = row
  const isServed = closedAt === null
  const account = { account: slug }
  const offers = [
    { id: 'nudge', isOffered: missing.count > 0, hidden: account },
    {
      id: 'check',
      isOffered: missing.count === 0 && checkDueAt !== null && checkDueAt <= now(),
      hidden: account,
    },
    { id: 'extend', isOffered: dueAt !== null, hidden: { ...account, from: dueAt ?? 0, days: extraDays } },
    { id: 'again', isOffered: addresses.bouncing > 0, hidden: account },
    { id: 'drill', isOffered: state === 'live' && reachedAfter === null, hidden: account },
  ] as const
  // Trying again takes away its own offer, and its form must stay to say so.
  const shown = offers.filter(({ id, isOffered }) => (isServed && isOffered) || id === 'again')
  return (
    <div className="flex flex-wrap gap-1.5 tabled:flex-nowrap [&_button]:whitespace-nowrap [&>div:not(:has(button,[role]:not(:empty)))]:hidden">
      {shown.map(({ id, isOffered, hidden }) => (
        <div key={id}>
          <RowAction
            action={actions[id]}
            id={`${id}-${slug}`}
            hidden={hidden}
            label={t(id, { days: extraDays })}
            named={t('named', { action: t(`${id}Named`, { days: extraDays }), name })}
            isOffered={isServed && isOffered}
          />
        </div>
      ))}
      {notices.overdue > 0 ? (
        <SmallLink
          href={staffNotices.href({ state: 'overdue', account: slug })}
          aria-label={t('named', { action: t('overdueNamed'), name })}
        >
          {t('overdue')}
        </SmallLink>
      ) : null}
    </div>
  )
}

/** How much more time a row gives for what is missing. */
const extraDays = 7
