import { definePage } from '#/app/define-page.tsx'
import { requirePartnerView } from '#/lib/accounts/access/require.ts'
import { renderPartnerPage } from '../pages.tsx'

export default definePage(
  '/admin/accounts/[account]/as-partner/[view]/[...path]',
  ({ account, view }) => requirePartnerView(account, view),
  async ({ params: { path }, ...shown }) => renderPartnerPage(shown, path),
)
