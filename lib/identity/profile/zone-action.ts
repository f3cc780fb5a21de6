'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { saveProfile } from './profile.ts'
import { profileSchema } from './profile-schema.ts'

/** Chooses the zone in which a person is told times; the rest of what they chose stays. */
export const chooseZoneAction = defineAction({
  schema: profileSchema.pick({ timeZone: true }),
  right: requireActor,
  run: saveProfile,
})
