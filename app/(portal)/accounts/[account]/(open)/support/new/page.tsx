import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderNewCase } from '../../../case-pages.tsx'

export default definePage('/accounts/[account]/support/new', memberAt('support/new'), renderNewCase)
