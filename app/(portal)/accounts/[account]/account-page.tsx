import type { ReactNode } from 'react'
import { defineLayout, definePage, type PageRequest, type Query } from '#/app/define-page.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { LanguageMenu } from '#/components/shell/language-menu.tsx'
import { PersonMenu } from '#/components/shell/person-menu.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { requireLockedAccount, requireMember, requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { touchMembership } from '#/lib/changes/members/commands.ts'
import { getStore } from '#/lib/platform/store/store.ts'

type AccountRoute = `/accounts/[account]${string}`
type Render<Route extends string> = (request: PageRequest<Route, AccountGrant>) => Promise<ReactNode>

/** What the pages of an account are made of, for its members and for staff who view it as the partner sees it. */
export type AccountPageProps = { grant: AccountGrant; query: Query }

/** A page of an account behind its gate, for its members; while the gate is shut it leads to its twin there. */
export function openPage<Route extends AccountRoute>(route: Route, render: Render<Route>) {
  return definePage(route, (params) => requireOpenAccount(...placeOf(route, params)), render)
}

/** A page of the gate, for members; once the account is open it leads to its twin behind. */
export function gatePage<Route extends AccountRoute>(route: Route, render: Render<Route>) {
  return definePage(route, (params) => requireLockedAccount(...placeOf(route, params)), render)
}

/** The account that an address names, and the path below it. */
function placeOf(route: AccountRoute, params: object): [slug: string, path: string] {
  const filled = Object.entries(params).reduce(
    (path, [name, value]) => path.replace(`[${name}]`, value),
    `${route}`,
  )
  const [, , slug = '', ...below] = filled.split('/')
  return [slug, below.join('/')]
}

export type FrameProps = {
  grant: AccountGrant
  /** Above all else, where staff view the account. */
  banner?: ReactNode
  /** The account's name, or the way to others. */
  account: ReactNode
  /** What is the person's own: language, settings, signing out. */
  person?: ReactNode
  children: ReactNode
}

/**
 * The layout of an account's pages on one side of its gate. It guards nothing: each page demands its own right, and on the other side
 * leads to its twin, with nothing of the account to be shown around it.
 */
export function accountLayout(locked: boolean, renderFrame: (props: FrameProps) => Promise<ReactNode>) {
  return defineLayout(async ({ params, children }: LayoutProps<'/accounts/[account]'>) => {
    const grant = await requireMember((await params).account)
    if (grant.locked !== locked) return children
    const store = await getStore()
    await touchMembership(store, grant)
    const { account, actor } = grant
    const others = await listAccountsOf(store.read, actor.user.id)
    return renderFrame({
      grant,
      account: <AccountMenu current={account} others={others.filter(({ slug }) => slug !== account.slug)} />,
      person: (
        <>
          <LanguageMenu />
          <PersonMenu actor={actor} />
        </>
      ),
      children,
    })
  })
}
