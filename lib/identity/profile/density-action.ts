'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { densitySchema, saveProfile } from './profile.ts'

/** Sets how dense a person's tables are. */
export const chooseDensityAction = defineAction({
  schema: densitySchema,
  right: requireActor,
  run: saveProfile,
})
