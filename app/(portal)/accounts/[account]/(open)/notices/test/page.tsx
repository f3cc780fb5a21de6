import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderTests } from './tests.tsx'

export default definePage('/accounts/[account]/notices/test', memberAt('notices/test'), renderTests)
