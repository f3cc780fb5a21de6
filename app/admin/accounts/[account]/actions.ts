'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { extendDueAt, inviteOwnerAsAdmin } from '#/lib/accounts/commands.ts'
import { extensionSchema, ownerInvitationSchema } from '#/lib/accounts/form.ts'
import { defineAction } from '#/lib/actions.ts'
import { staffStepSchema } from '#/lib/launch/form.ts'
import { decideLaunch } from '#/lib/launch/staff-commands.ts'
import { getStore } from '#/lib/store.ts'

const ofAccount = z.object({ account: z.string().max(100) })

export const decideLaunchAction = defineAction({
  schema: staffStepSchema.and(ofAccount),
  authorise: () => requireStaff(),
  handle: async (grant, { account, step, reason }) => {
    await decideLaunch(await getStore(), grant, { slug: account, step, reason })
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
    redirect(`/admin/accounts/${account}?done=invited`)
  },
})
