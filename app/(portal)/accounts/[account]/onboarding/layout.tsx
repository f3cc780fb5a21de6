import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { defineLayout } from '#/app/define-page.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { LanguageMenu } from '#/components/shell/language-menu.tsx'
import { PersonMenu } from '#/components/shell/person-menu.tsx'
import { requireMember } from '#/lib/accounts/access/require.ts'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { touchMembership } from '#/lib/changes/members/commands.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { renderGateFrame } from '../gate-frame.tsx'

/** The modal's frame. It guards nothing: each page below demands its own right. */
export default defineLayout(async ({ params, children }: LayoutProps<'/accounts/[account]/onboarding'>) => {
  const grant = await requireMember((await params).account)
  // Once open each page leads to its twin behind the gate; there is nothing to frame.
  if (!grant.locked) return children
  const store = await getStore()
  await touchMembership(store, grant)
  const { account, actor } = grant
  const others = (await listAccountsOf(store.read, actor.user.id)).filter(({ slug }) => slug !== account.slug)
  return renderGateFrame({
    grant,
    account: <AccountMenu current={account} others={others} />,
    person: (
      <>
        <LanguageMenu />
        <PersonMenu actor={actor} signOut={signOutFormAction} />
      </>
    ),
    children,
  })
})
