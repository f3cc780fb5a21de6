import { definePage } from '#/app/define-page.tsx'
import { lockedAt } from '#/lib/accounts/access/require.ts'
import { renderGateContacts } from './gate-pages.tsx'

export default definePage('/accounts/[account]/onboarding', lockedAt('onboarding'), renderGateContacts)
