import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, SmallLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import type { AccountHead } from '#/lib/admin/accounts/account-head.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AccountState } from './account-state.tsx'

/** The tabs of an account; each tab is a page, and the first has the account's own address. */
const accountTabs = [
  'overview',
  'contacts',
  'revisions',
  'members',
  'notices',
  'cases',
  'notes',
  'audit',
] as const
type AccountTab = (typeof accountTabs)[number]

type AccountFrameProps = {
  head: AccountHead
  tab: AccountTab
  admin: boolean
  done?: string | string[] | undefined
  /** How many reviews wait; shown after a decision. */
  reviews?: number | undefined
  /** The page shows times, so the frame names their zone. */
  zoned?: boolean
  children: ReactNode
}

export async function AccountFrame(props: AccountFrameProps) {
  const { head, tab, admin, done, reviews, zoned = false, children } = props
  const t = await getTranslations('adminAccount')
  const accounts = await getTranslations('admin.accounts')
  const reach = await getTranslations('reach')
  const cases = await getTranslations('cases')
  const asPartner = await getTranslations('asPartner')
  const { account } = head.view
  const closing = await getTranslations('closing.admin')
  const { closedAt } = account
  const page = `/admin/accounts/${account.slug}`
  return (
    <Page
      title={account.name}
      name={tab === 'overview' ? account.name : t(`tabs.${tab}`)}
      of={[...(tab === 'overview' ? [] : [account.name]), accounts('title')]}
      status={
        closedAt === null ? (
          <StateBadge state={account.state} />
        ) : (
          <Badge meaning="attention">{closing('state')}</Badge>
        )
      }
      parent={{ href: '/admin/accounts', name: accounts('title') }}
      zoned={zoned}
      actions={
        <>
          <SmallLink href={`${page}/reach`}>{reach('title')}</SmallLink>
          {closedAt === null ? (
            <>
              <SmallLink href={`${page}/cases/new`}>{cases('staffNew.action')}</SmallLink>
              <SmallLink id="as-partner" href={`${page}/as-partner`}>
                {asPartner('title')}
              </SmallLink>
            </>
          ) : null}
          {admin && closedAt === null ? (
            <>
              <SmallLink href={`${page}/edit`}>{t('head.edit')}</SmallLink>
              <SmallLink id="close" href={`${page}/close`}>
                {closing('close')}
              </SmallLink>
            </>
          ) : null}
        </>
      }
    >
      <Done done={done} reviews={reviews} />
      {closedAt === null ? (
        <AccountState head={head} />
      ) : (
        <ClosedBanner head={head} closedAt={closedAt} reopen={admin ? `${page}/reopen` : undefined} />
      )}
      <Tabs
        label={account.name}
        tabs={accountTabs.map((name) => ({
          href: name === 'overview' ? page : `${page}/${name}`,
          label: t(`tabs.${name}`),
          current: name === tab,
          count: countOf(head, name),
        }))}
      />
      {children}
    </Page>
  )
}

/** The number of open items behind a tab; renders nothing for zero. */
function countOf({ view, notices, openCases, notes }: AccountHead, tab: AccountTab): number | undefined {
  const counts: Partial<Record<AccountTab, number>> = {
    members: view.members.length,
    notices: notices.open,
    cases: openCases,
    notes,
  }
  return counts[tab] || undefined
}

async function Done({ done, reviews }: Pick<AccountFrameProps, 'done' | 'reviews'>) {
  const t = await getTranslations('adminAccount.done')
  const admin = await getTranslations('admin.done')
  const closing = await getTranslations('closing.done')
  const passkeys = await getTranslations('passkeys.reset.member')
  const queue =
    reviews === undefined ? null : <Link href="/admin/reviews">{t('queue', { count: reviews })}</Link>
  return (
    <>
      <DoneBanner done={done} known={['passkeys-reset']} title={() => passkeys('done')} />
      <DoneBanner done={done} known={['closed', 'reopened']} title={(word) => closing(word)} />
      <DoneBanner
        done={done}
        known={[
          ...(['nudged', 'invited-again', 'nothing-missing', 'edited', 'noted', 'drilled'] as const),
          ...(['endpoint-disabled', 'endpoint-enabled'] as const),
        ]}
        title={(word) => t(word)}
      />
      <DoneBanner done={done} known={['approve', 'send-back']} title={(word) => admin(word)} action={queue} />
      <DoneBanner
        done={done}
        known={['created', 'disable', 'enable', 'extended', 'invited']}
        title={(word) => admin(word)}
      />
    </>
  )
}

type ClosedBannerProps = {
  head: AccountHead
  closedAt: number
  /** Path to the form that reopens the account; undefined if the reader is not an admin. */
  reopen: string | undefined
}

/** Tells staff when, why and by whom the account was closed, and until when an admin can reopen it. */
async function ClosedBanner({ head: { view, closer }, closedAt, reopen }: ClosedBannerProps) {
  const t = await getTranslations('closing.admin')
  const format = await getFormatter()
  const formatTime = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const open = mayReopen(closedAt, now())
  const name = closer === '' ? t('commandLine') : (closer ?? t('gone'))
  return (
    <Banner
      meaning="attention"
      title={
        open
          ? t('since', { at: formatTime(closedAt), name, until: formatTime(deletionAt(closedAt)) })
          : t('over', { at: formatTime(closedAt), name })
      }
      action={open && reopen ? <ButtonLink href={reopen}>{t('reopen')}</ButtonLink> : undefined}
    >
      <p className="whitespace-pre-line">{t('reason', { reason: view.account.closeReason })}</p>
    </Banner>
  )
}
