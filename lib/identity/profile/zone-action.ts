'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { profileSchema, saveProfile } from './profile.ts'

/** Sets a person's time zone; their other choices stay. */
export const chooseZoneAction = defineAction({
  schema: profileSchema.pick({ timeZone: true }),
  right: requireActor,
  run: saveProfile,
})
