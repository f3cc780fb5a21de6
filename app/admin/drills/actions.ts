'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { readAudience } from '#/lib/notices/drills/audience.ts'
import { beginRound, stopRound } from '#/lib/notices/drills/rounds.ts'
import { drillsJob } from '#/lib/notices/drills/sending.ts'
import { wakeJob } from '#/lib/platform/jobs/scheduler.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const drillAudienceAction = defineAction({
  schema: z.object({
    id: z.uuid(),
    audience: z
      .string()
      .max(2000)
      .transform((text, context) => {
        const audience = readAudience(text)
        if (audience) return audience
        context.addIssue('invalid-input')
        return z.NEVER
      }),
  }),
  authorise: () => requireStaff(),
  handle: async (grant, round) => {
    await beginRound(await getStore(), grant, round)
    wakeJob(drillsJob)
    redirect('/admin/drills?done=asked')
  },
})

export const stopRoundAction = defineAction({
  schema: z.object({ id: z.uuid() }),
  authorise: () => requireStaff(),
  handle: async (grant, { id }) => {
    await stopRound(await getStore(), grant, id)
    wakeJob(drillsJob)
    redirect('/admin/drills?done=stopped')
  },
})
