'use server'

import { z } from 'zod'
import { longestAudience } from '#/lib/accounts/search/list.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { parseDrillAudience } from '#/lib/notices/drills/audience.ts'
import { beginCampaign, stopCampaign } from '#/lib/notices/drills/campaigns.ts'
import { drillsJob } from '#/lib/notices/drills/sending.ts'

export const drillAudienceAction = defineAction({
  schema: z.object({
    id: z.uuid(),
    audience: z
      .string()
      .max(longestAudience)
      .transform((text, context) => {
        const audience = parseDrillAudience(text)
        if (audience) return audience
        context.addIssue('invalid-input')
        return z.NEVER
      }),
  }),
  right: staff,
  run: beginCampaign,
  wakes: drillsJob,
  redirectTo: '/admin/drills?done=asked',
})

export const stopRoundAction = defineAction({
  schema: z.object({ id: z.uuid() }),
  right: staff,
  run: (store, grant, { id }) => stopCampaign(store, grant, id),
  wakes: drillsJob,
  redirectTo: '/admin/drills?done=stopped',
})
