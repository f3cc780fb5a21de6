import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderCases } from '../../case-pages.tsx'

export default definePage('/accounts/[account]/support', memberAt('support'), renderCases)
