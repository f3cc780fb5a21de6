import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderNotices } from './notices.tsx'

export default definePage('/accounts/[account]/notices', memberAt('notices'), renderNotices)
