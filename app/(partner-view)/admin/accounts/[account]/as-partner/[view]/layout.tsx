import { getTranslations } from 'next-intl/server'
import { renderGateFrame } from '#/app/(portal)/accounts/[account]/gate-frame.tsx'
import { renderOpenFrame } from '#/app/(portal)/accounts/[account]/open-frame.tsx'
import { defineLayout } from '#/app/define-page.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { requirePartnerView } from '#/lib/accounts/access/require.ts'

type Props = LayoutProps<'/admin/accounts/[account]/as-partner/[view]'>

/** The partner's frame with the view's bar above it. It guards nothing: each page below asks for its own right. */
export default defineLayout(async ({ params, children }: Props) => {
  const { account: slug, view } = await params
  const grant = await requirePartnerView(slug, view)
  const frame = {
    grant,
    banner: <ViewBanner grant={grant} />,
    account: <AccountMenu current={grant.account} others={[]} />,
    children,
  }
  return grant.locked ? renderGateFrame(frame) : renderOpenFrame(frame)
})

/** The bar of every page of a view: the account, the viewer, the role, and the way out. */
async function ViewBanner({ grant }: { grant: AccountGrant }) {
  const t = await getTranslations('asPartner.banner')
  const roles = await getTranslations('common.roles')
  const { account, actor, role } = grant
  const admin = `/admin/accounts/${account.slug}`
  return (
    <section
      aria-label={t('label')}
      data-view-bar
      className="sticky top-0 z-40 flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 border-attention border-y-4 bg-ink px-4 py-1.5 text-surface sm:px-6"
    >
      <div className="flex min-w-0 items-start gap-2">
        <span className="flex h-6 items-center">
          <Icon name="lock" />
        </span>
        <div className="min-w-0">
          <p className="font-semibold leading-snug">
            {t('title', { account: account.name, role: roles(role) })}
          </p>
          <p className="text-small leading-snug">
            {t('text', { name: actor.user.name || actor.user.email })}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <SmallLink href={`${admin}/as-partner`}>{t('other')}</SmallLink>
        <SmallLink href={admin} icon="close">
          {t('leave')}
        </SmallLink>
      </div>
    </section>
  )
}
