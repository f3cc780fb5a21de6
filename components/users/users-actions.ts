import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** What the Users tab may be told to do; the same at the gate and under Configuration. */
export type UsersActions = Record<
  'changeRole' | 'removeMember' | 'leaveAccount' | 'inviteMembers' | 'resend' | 'revoke' | 'askOwners',
  FormAction
>
