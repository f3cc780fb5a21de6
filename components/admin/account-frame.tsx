import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClosedBanner } from '#/components/accounts/closed-banner.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import type { AccountHead } from '#/lib/admin/accounts/account-head.ts'
import { AccountDone } from './account-done.tsx'
import { AccountStanding } from './account-standing.tsx'

/** The tabs of an account, each a page of its own: the first is the account's address itself. */
export const accountTabs = [
  'overview',
  'contacts',
  'revisions',
  'members',
  'notices',
  'cases',
  'notes',
  'audit',
] as const
export type AccountTab = (typeof accountTabs)[number]

type AccountFrameProps = {
  head: AccountHead
  tab: AccountTab
  /** Whether the reader may edit the account. */
  admin: boolean
  programme: string
  /** What the last command did, as the address says it. */
  done?: string | string[] | undefined
  /** How many reviews wait, for whoever has just decided one. */
  reviews?: number | undefined
  children: ReactNode
}

/** What every page of an account begins with: whose it is, how it stands, what may be done, and the tabs. */
export async function AccountFrame(props: AccountFrameProps) {
  const { head, tab, admin, programme, done, reviews, children } = props
  const t = await getTranslations('adminAccount')
  const accounts = await getTranslations('admin.accounts')
  const reach = await getTranslations('reach')
  const asPartner = await getTranslations('asPartner')
  const { account } = head.view
  const closing = await getTranslations('closing.admin')
  const { closedAt } = account
  const page = `/admin/accounts/${account.slug}`
  return (
    <>
      <PageTitle
        parts={[
          ...(tab === 'overview' ? [] : [t(`tabs.${tab}`)]),
          account.name,
          accounts('title'),
          programme,
        ]}
      />
      <PageHeader
        title={account.name}
        status={
          closedAt === null ? (
            <StateBadge state={account.state} />
          ) : (
            <Badge meaning="attention">{closing('state')}</Badge>
          )
        }
        context={<Link href="/admin/accounts">{accounts('title')}</Link>}
        actions={
          <>
            <ButtonLink href={`${page}/reach`}>{reach('title')}</ButtonLink>
            {closedAt === null ? (
              <ButtonLink href={`${page}/as-partner`}>{asPartner('title')}</ButtonLink>
            ) : null}
            {admin && closedAt === null ? (
              <>
                <ButtonLink href={`${page}/edit`}>{t('head.edit')}</ButtonLink>
                <ButtonLink href={`${page}/close`}>{closing('close')}</ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <AccountDone done={done} reviews={reviews} />
      {closedAt === null ? (
        <AccountStanding head={head} programme={programme} />
      ) : (
        <ClosedBanner
          closedAt={closedAt}
          reason={account.closeReason}
          closer={head.closer}
          reopen={admin ? `${page}/reopen` : undefined}
        />
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
    </>
  )
}

/** What is open behind a tab; nothing where nothing is. */
function countOf({ view, notices, openCases, notes }: AccountHead, tab: AccountTab): number | undefined {
  const counts: Partial<Record<AccountTab, number>> = {
    members: view.members.length,
    notices: notices.open,
    cases: openCases,
    notes,
  }
  return counts[tab] || undefined
}
