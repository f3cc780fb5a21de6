import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AcceptFields } from '#/components/invitations/accept-fields.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { SignOutForm } from '#/components/shell/sign-out-form.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Link } from '#/components/ui/link.tsx'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { type FoundInvitation, listInvitationsFor } from '#/lib/accounts/invitations/queries.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { type NoticeCounts, noNotices } from '#/lib/notices/views/queries.ts'
import {
  countWaitingOf,
  listUnreachedOf,
  sortMostUrgentFirst,
  sumWaiting,
} from '#/lib/notices/views/waiting-counts.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { acceptOwnInvitationAction } from './actions.ts'

/** A person's accounts, their open invitations, and for staff a link to the staff pages (product.md, People). */
export default definePage('/accounts', requireActor, async ({ grant: actor, read, query }) => {
  const t = await getTranslations('invitations.accounts')
  const common = await getTranslations('common')
  const { programmeName } = await currentSettings()
  const accounts = await listAccountsOf(read, actor.user.id)
  const waiting = await countWaitingOf(read, actor)
  const unreached = await listUnreachedOf(read, actor)
  const sum = [...waiting.values()].reduce((total, counts) => total + sumWaiting(counts), 0)
  const invitations = await listInvitationsFor(read, actor.user, now())
  const { done } = query
  return (
    <PersonShell actor={actor}>
      <Page title={t('title')} waiting={sum}>
        {done === 'left' ? <Banner meaning="good" title={t('left')} role="status" /> : null}
        <OwnInvitations invitations={invitations} user={actor.user} />
        <AccountList
          accounts={sortMostUrgentFirst(accounts, waiting, unreached)}
          waiting={waiting}
          unreached={unreached}
          alone={invitations.length === 0}
        />
        {accounts.length === 0 && invitations.length === 0 && !actor.staffRole ? (
          <EmptyState
            icon="mail"
            title={t('nothing')}
            action={
              <SignOutForm>
                <Button>{common('signOut')}</Button>
              </SignOutForm>
            }
          >
            <p>{t('nothingText', { email: actor.user.email })}</p>
          </EmptyState>
        ) : null}
        {actor.staffRole ? (
          <Card
            title={t('staffTitle')}
            description={t('staffText', { programme: programmeName })}
            actions={<ButtonLink href="/admin/accounts">{t('staff')}</ButtonLink>}
          />
        ) : null}
      </Page>
    </PersonShell>
  )
})

type Accounts = Awaited<ReturnType<typeof listAccountsOf>>

type AccountListProps = {
  accounts: Accounts
  waiting: ReadonlyMap<string, NoticeCounts>
  unreached: ReadonlySet<string>
  /** The page lists nothing else. */
  alone: boolean
}

/** A person's accounts: role, state, and what needs attention. */
async function AccountList({ accounts, waiting, unreached, alone }: AccountListProps) {
  const t = await getTranslations('invitations.accounts')
  const common = await getTranslations('common')
  const format = await getFormatter()
  if (accounts.length === 0) return null
  const countsOf = (slug: string) => waiting.get(slug) ?? noNotices
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
              {countsOf(slug).emergencies > 0 ? (
                <Badge meaning="bad" icon="bad">
                  {t('emergencies', { count: countsOf(slug).emergencies })}
                </Badge>
              ) : null}
              {unreached.has(slug) ? (
                <Badge meaning="bad" icon="bad">
                  {t('unreached')}
                </Badge>
              ) : null}
              {countsOf(slug).overdue > 0 ? (
                <Badge meaning="bad" icon="clock">
                  {t('overdue', { count: countsOf(slug).overdue })}
                </Badge>
              ) : null}
              {countsOf(slug).open > 0 ? (
                <Badge meaning="attention" icon="bell">
                  {t('open', { count: countsOf(slug).open })}
                </Badge>
              ) : null}
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

type OwnInvitationsProps = { invitations: readonly FoundInvitation[]; user: User }

/** The person's open invitations with their buttons; a person without a name also enters name and language. */
async function OwnInvitations({ invitations, user }: OwnInvitationsProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('invitations')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const zone = await nameReaderZone()
  const locale = await getLocale()
  if (invitations.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-title">{t('accounts.invitations')}</h2>
      {invitations.map(({ invitation, account, inviterName }) => {
        const words = {
          inviter: inviterName,
          programme,
          role: common(`roles.${invitation.role}`),
          at: format.dateTime(invitation.expiresAt, { dateStyle: 'long', timeStyle: 'short' }),
          zone,
        }
        return (
          <Card
            key={invitation.id}
            level={3}
            title={account ? account.name : t('staff.title', { programme })}
            description={t(inviterName ? 'accounts.invitedBy' : 'accounts.invitedByProgramme', words)}
          >
            <ActionForm
              action={acceptOwnInvitationAction}
              id={`accept-${invitation.id}`}
              hidden={{ invitation: invitation.id }}
              submit={t('accept')}
              named={account ? t('acceptOf', { account: account.name }) : t('staff.acceptOf', { programme })}
            >
              {user.name ? null : <AcceptFields name="" locale={user.locale ?? locale} />}
            </ActionForm>
          </Card>
        )
      })}
    </section>
  )
}
