'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { extendDueAt, inviteOwnerAsAdmin } from '#/lib/changes/accounts/commands.ts'
import { extensionSchema, ownerInvitationSchema } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { staffStepSchema } from '#/lib/changes/launch/form.ts'
import { decideLaunch } from '#/lib/changes/launch/staff-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'

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
    const done = await unlessNothingIsLeft('nothing-due', async () => {
      await extendDueAt(await getStore(), grant, account, extension)
      return 'extended'
    })
    redirect(`/admin/accounts/${account}?done=${done}`)
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
    const done = await unlessNothingIsLeft('nothing-missing', async () => {
      const { by } = await nudgeAccount(await getStore(), grant, account)
      return by === 'mail' ? 'nudged' : 'invited-again'
    })
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

/**
 * What the page says is done. That nothing is missing any more is no refusal: the page then has no form left that could show
 * one.
 */
async function unlessNothingIsLeft<Done extends string>(code: ErrorCode, run: () => Promise<Done>) {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError && error.code === code) return 'nothing-missing'
    throw error
  }
}
