import type { ComponentProps, ReactNode } from 'react'
import { defineLayout, definePage, type PageQuery, type PageRequest } from '#/app/define-page.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { LanguageMenu } from '#/components/shell/language-menu.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PersonMenu } from '#/components/shell/person-shell.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { requireLockedAccount, requireMember, requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { touchMembership } from '#/lib/changes/members/commands.ts'
import { countWaitingOf, sumWaiting } from '#/lib/notices/views/waiting-counts.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { countShown } from './waiting.ts'

type AccountRoute = `/accounts/[account]${string}`
type Render<Route extends string> = (request: PageRequest<Route, AccountGrant>) => Promise<ReactNode>

/** The environment of an account's pages, the same for members and for staff who view them. */
export type AccountPageProps = { grant: AccountGrant; read: Reader; query: PageQuery }

/** Defines a page of an open account for members; a locked account leads to the same page at the gate. */
export function openPage<Route extends AccountRoute>(route: Route, render: Render<Route>) {
  return definePage(route, (params) => requireOpenAccount(...placeOf(route, params)), render)
}

/** Defines a page of the gate for members; an open account leads to the same page behind it. */
export function gatePage<Route extends AccountRoute>(route: Route, render: Render<Route>) {
  return definePage(route, (params) => requireLockedAccount(...placeOf(route, params)), render)
}

/** The account in an address, and the path below it. */
function placeOf(route: AccountRoute, params: object): [slug: string, path: string] {
  const filled = Object.entries(params).reduce(
    (path, [name, value]) => path.replace(`[${name}]`, value),
    `${route}`,
  )
  const [, , slug = '', ...below] = filled.split('/')
  return [slug, below.join('/')]
}

type AccountTitleProps = Omit<ComponentProps<typeof Page>, 'of' | 'level'> & { grant: AccountGrant }

/** A page of an account; at the gate it is inside the dialog, whose title is the page's h1. */
export async function AccountPage({ grant, ...page }: AccountTitleProps) {
  const waiting = sumWaiting(await countShown(grant))
  return <Page {...page} of={[grant.account.name]} waiting={waiting} level={grant.locked ? 2 : 1} />
}

export type FrameProps = {
  grant: AccountGrant
  /** The bar at the top when staff view the account. */
  banner?: ReactNode
  /** The account's name, or the menu of the person's accounts. */
  account: ReactNode
  /** The person's own menu: language, settings, signing out. */
  person?: ReactNode
  children: ReactNode
}

/**
 * The layout of an account's pages on one side of its gate. It guards nothing: each page asks for its own right and
 * otherwise leads to its counterpart, and this frame shows nothing of the account.
 */
export function accountLayout(locked: boolean, renderFrame: (props: FrameProps) => Promise<ReactNode>) {
  return defineLayout(async ({ params, children }: LayoutProps<'/accounts/[account]'>) => {
    const grant = await requireMember((await params).account)
    if (grant.locked !== locked) return children
    const store = await getStore()
    await touchMembership(store, grant)
    const { account, actor } = grant
    const own = await listAccountsOf(store.read, actor.user.id)
    const others = own.filter(({ slug }) => slug !== account.slug)
    const waiting = others.length > 0 ? await countWaitingOf(store.read, actor) : new Map()
    return renderFrame({
      grant,
      account: <AccountMenu current={account} others={others} waiting={waiting} />,
      person: (
        <>
          <LanguageMenu iconic />
          <PersonMenu actor={actor} iconic />
        </>
      ),
      children,
    })
  })
}
