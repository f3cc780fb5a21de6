import { renderGateFrame } from '#/app/(portal)/accounts/[account]/gate-frame.tsx'
import { renderOpenFrame } from '#/app/(portal)/accounts/[account]/open-frame.tsx'
import { defineLayout } from '#/app/define-page.tsx'
import { ViewBanner } from '#/components/accounts/view-banner.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { requirePartnerView } from '#/lib/accounts/access/require.ts'

type Props = LayoutProps<'/admin/accounts/[account]/as-partner/[view]'>

/** The partner's frame, with who views it above. It guards nothing: each page below demands its own right. */
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
