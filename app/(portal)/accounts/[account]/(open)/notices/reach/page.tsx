import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderReach } from './reach.tsx'

export default definePage('/accounts/[account]/notices/reach', memberAt('notices/reach'), renderReach)
