'use server'

import { z } from 'zod'
import { memberRoles } from '#/db/words/people.ts'
import { openPartnerView } from '#/lib/accounts/access/partner-view.ts'
import { addStaffNote } from '#/lib/admin/notes/commands.ts'
import { staffNoteSchema } from '#/lib/admin/notes/form.ts'
import { newCaseSchema } from '#/lib/cases/form.ts'
import { openCaseFor } from '#/lib/cases/staff-opening.ts'
import {
  createAccount,
  editAccount,
  extendDueAt,
  inviteOwnerAsAdmin,
} from '#/lib/changes/accounts/commands.ts'
import {
  accountEditSchema,
  extensionSchema,
  newAccountSchema,
  ownerInvitationSchema,
} from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { closeFormSchema, reopenFormSchema } from '#/lib/changes/closing/form.ts'
import { endpointDisablingSchema, ofEndpoint } from '#/lib/changes/contacts/endpoint-form.ts'
import { disableEndpoint, enableEndpoint } from '#/lib/changes/contacts/switch-endpoint.ts'
import { resetMemberPasskeys } from '#/lib/changes/members/reset-passkeys.ts'
import { decideReview } from '#/lib/changes/review/commands.ts'
import { staffStepSchema } from '#/lib/changes/review/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin, staff } from '#/lib/identity/access/require-staff.ts'
import { drillAsks } from '#/lib/notices/drills/night.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'

export const createAccountAction = defineAction({
  schema: newAccountSchema,
  right: admin,
  run: createAccount,
  redirectTo: ({ slug }) => `/admin/accounts/${slug}?done=created`,
})

const ofAccount = z.object({ account: z.string().max(100) })

export const decideReviewAction = defineAction({
  schema: staffStepSchema.and(ofAccount),
  right: staff,
  run: (store, grant, { account, ...decision }) => decideReview(store, grant, { slug: account, ...decision }),
  redirectTo: ({ account, step }) => `/admin/accounts/${account}?done=${step}`,
})

export const extendDueAction = defineAction({
  schema: extensionSchema.and(ofAccount),
  right: staff,
  run: (store, grant, { account, ...extension }) =>
    redirectIfEmptied('nothing-due', async () => {
      await extendDueAt(store, grant, account, extension)
      return 'extended'
    }),
  redirectTo: ({ account }, done) => `/admin/accounts/${account}?done=${done}`,
})

export const inviteOwnerAction = defineAction({
  schema: ownerInvitationSchema.and(ofAccount),
  right: admin,
  run: (store, grant, { account, ...invitation }) => inviteOwnerAsAdmin(store, grant, account, invitation),
  redirectTo: ({ account }) => `/admin/accounts/${account}/members?done=invited`,
})

export const resetMemberPasskeysAction = defineAction({
  schema: ofAccount.extend({ person: z.string('not-member').max(100) }),
  right: staff,
  run: resetMemberPasskeys,
  redirectTo: ({ account }) => `/admin/accounts/${account}/members?done=passkeys-reset`,
})

export const nudgeAction = defineAction({
  schema: ofAccount,
  right: staff,
  asks: { what: 'nudge' },
  run: (store, grant, { account }) =>
    redirectIfEmptied('nothing-missing', async () => {
      const { by } = await nudgeAccount(store, grant, account)
      return by === 'mail' ? 'nudged' : 'invited-again'
    }),
  redirectTo: ({ account }, done) => `/admin/accounts/${account}?done=${done}`,
})

export const drillAction = defineAction({
  schema: ofAccount,
  right: staff,
  asks: drillAsks,
  run: (store, grant, { account }) => sendDrill(store, grant, account),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=drilled`,
})

export const disableEndpointAction = defineAction({
  schema: endpointDisablingSchema,
  right: staff,
  asks: { what: 'disableEndpoint' },
  run: disableEndpoint,
  redirectTo: ({ account }) => `/admin/accounts/${account}/contacts?done=endpoint-disabled`,
})

export const enableEndpointAction = defineAction({
  schema: ofEndpoint,
  right: staff,
  run: enableEndpoint,
  redirectTo: ({ account }) => `/admin/accounts/${account}/contacts?done=endpoint-enabled`,
})

export const openCaseForAction = defineAction({
  schema: newCaseSchema.and(ofAccount),
  right: staff,
  run: (store, grant, { account, ...given }) => openCaseFor(store, grant, account, given),
  redirectTo: (_, number) => `/admin/cases/${number}?done=opened`,
})

export const addNoteAction = defineAction({
  schema: staffNoteSchema.and(ofAccount),
  right: staff,
  run: (store, grant, { account, ...note }) => addStaffNote(store, grant, account, note),
  redirectTo: ({ account }) => `/admin/accounts/${account}/notes?done=noted`,
})

export const openPartnerViewAction = defineAction({
  schema: ofAccount.extend({ role: z.enum(memberRoles, 'role-required') }),
  right: staff,
  run: openPartnerView,
  redirectTo: ({ account }, view) => `/admin/accounts/${account}/as-partner/${view}`,
})

export const editAccountAction = defineAction({
  schema: accountEditSchema.and(ofAccount),
  right: admin,
  run: (store, grant, { account, ...edit }) => editAccount(store, grant, account, edit),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=edited`,
})

export const closeAccountAction = defineAction({
  schema: closeFormSchema.and(ofAccount),
  right: admin,
  run: (store, grant, { account, ...closing }) => closeAccount(store, grant, { slug: account, ...closing }),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=closed`,
})

export const reopenAccountAction = defineAction({
  schema: reopenFormSchema.and(ofAccount),
  right: admin,
  run: (store, grant, { account, version }) => reopenAccount(store, grant, { slug: account, version }),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=reopened`,
})

/**
 * The result for the page. "Nothing is missing any more" is no refusal, because the page then has no form to show one
 * in.
 */
async function redirectIfEmptied<Done extends string>(code: ErrorCode, run: () => Promise<Done>) {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError && error.code === code) return 'nothing-missing'
    throw error
  }
}
