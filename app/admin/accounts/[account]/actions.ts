'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { extendDueAt, inviteOwnerAsAdmin } from '#/lib/accounts/commands.ts'
import { extensionSchema, ownerInvitationSchema } from '#/lib/accounts/form.ts'
import { nudgeAccount } from '#/lib/accounts/nudge.ts'
import { defineAction } from '#/lib/actions.ts'
import { AppError } from '#/lib/errors.ts'
import { staffStepSchema } from '#/lib/launch/form.ts'
import { decideLaunch } from '#/lib/launch/staff-commands.ts'
import { sendDrill } from '#/lib/notices/send-drill.ts'
import { getStore } from '#/lib/store.ts'

const ofAccount = z.object({ account: z.string().max(100) })

export const decideLaunchAction = defineAction({
  schema: staffStepSchema.and(ofAccount),
  authorise: () => requireStaff(),
  handle: async (grant, { account, ...decision }) => {
    const { step } = decision
    await decideLaunch(await getStore(), grant, { slug: account, ...decision })
    redirect(`/admin/accounts/${account}?done=${step}`)
  },
})

export const extendDueAction = defineAction({
  schema: extensionSchema.and(ofAccount),
  authorise: () => requireStaff(),
  handle: async (grant, { account, ...extension }) => {
    await extendDueAt(await getStore(), grant, account, extension)
    redirect(`/admin/accounts/${account}?done=extended`)
  },
})

export const inviteOwnerAction = defineAction({
  schema: ownerInvitationSchema.and(ofAccount),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, ...invitation }) => {
    await inviteOwnerAsAdmin(await getStore(), grant, account, invitation)
    redirect(`/admin/accounts/${account}/members?done=invited`)
  },
})

export const nudgeAction = defineAction({
  schema: ofAccount,
  authorise: () => requireStaff(),
  handle: async (grant, { account }) => {
    const done = await nudge(grant, account)
    redirect(`/admin/accounts/${account}?done=${done}`)
  },
})

export const drillAction = defineAction({
  schema: ofAccount,
  authorise: () => requireStaff(),
  handle: async (grant, { account }) => {
    await sendDrill(await getStore(), grant, account)
    redirect(`/admin/accounts/${account}?done=drilled`)
  },
})

/** That nothing is missing any more is no refusal: the page then has no form left that could show one. */
async function nudge(grant: StaffGrant, slug: string) {
  try {
    const { by } = await nudgeAccount(await getStore(), grant, slug)
    return by === 'mail' ? 'nudged' : 'invited-again'
  } catch (error) {
    if (error instanceof AppError && error.code === 'nothing-missing') return error.code
    throw error
  }
}
