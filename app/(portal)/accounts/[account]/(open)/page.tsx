import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderOverview } from './overview.tsx'

export default definePage('/accounts/[account]', memberAt(''), renderOverview)
