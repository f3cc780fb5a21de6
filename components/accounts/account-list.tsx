import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type Accounts = Awaited<ReturnType<typeof listAccountsOf>>

/** A person's accounts: role, state, and whether something needs attention. `alone`: the page lists nothing else. */
export async function AccountList({ accounts, alone }: { accounts: Accounts; alone: boolean }) {
  const t = await getTranslations('invitations.accounts')
  const common = await getTranslations('common')
  const format = await getFormatter()
  if (accounts.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <h2 className={alone ? 'sr-only' : 'text-title'}>{t('members')}</h2>
      <ul className="divide-y divide-line rounded-box border border-line bg-surface">
        {accounts.map(({ slug, name, role, state, firstCompleteAt, dueAt, closedAt }) => (
          <li
            key={slug}
            className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 hover:bg-sunken sm:px-6"
          >
            <div className="min-w-0">
              <Link href={`/accounts/${slug}`} className="font-semibold after:absolute after:inset-0">
                {name}
              </Link>
              <p className="text-muted text-small">{common(`roles.${role}`)}</p>
            </div>
            <div className="flex flex-wrap gap-2">
              {closedAt === null ? null : <Badge meaning="attention">{t('closed')}</Badge>}
              {closedAt === null && firstCompleteAt === null ? (
                <Badge meaning="attention">{t('incomplete')}</Badge>
              ) : null}
              {closedAt !== null || dueAt === null ? null : (
                <Badge meaning="attention">
                  {t('due', { at: format.dateTime(dueAt, { dateStyle: 'medium' }) })}
                </Badge>
              )}
              {closedAt === null ? <StateBadge state={state} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
