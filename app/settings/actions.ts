'use server'

import { z } from 'zod'
import { redeemAddressChange, requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { emailSchema } from '#/lib/identity/people/person-name.ts'
import { profileSchema, saveProfile } from '#/lib/identity/profile/profile.ts'
import { endAllSessions, endOtherSessions, endSession } from '#/lib/identity/sessions/commands.ts'
import {
  clearChallengeCookie,
  clearSessionCookie,
  readChallengeCookie,
  setChallengeCookie,
  setLocaleCookie,
} from '#/lib/identity/sessions/cookie.ts'
import { currentLocale } from '#/lib/identity/sessions/current.ts'
import { normaliseCode } from '#/lib/identity/sessions/policy.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const nothing = z.object({})

export const saveProfileAction = defineAction({
  schema: profileSchema,
  right: requireActor,
  run: async (store, actor, profile) => {
    await saveProfile(store, actor, profile)
    await setLocaleCookie(profile.locale)
  },
  redirectTo: '/settings?done=profile',
})

export const requestAddressAction = defineAction({
  schema: z.object({ email: emailSchema }),
  right: requireActor,
  run: async (store, actor, { email }) => {
    const id = await requestAddressChange(store, actor, email, await currentLocale())
    await setChallengeCookie('change-address', id)
  },
  redirectTo: '/settings#address-code',
})

export const redeemAddressAction = defineAction({
  schema: z.object({ code: z.string().refine((typed) => normaliseCode(typed) !== null, 'code') }),
  right: requireActor,
  run: async (store, actor, { code }) => {
    const challengeId = await readChallengeCookie('change-address')
    if (!challengeId) throw new AppError('challenge-ended')
    await redeemAddressChange(store, actor, challengeId, code, await currentLocale())
    await clearChallengeCookie('change-address')
  },
  redirectTo: '/settings?done=address',
})

export const cancelAddressAction = defineAction({
  schema: nothing,
  right: requireActor,
  run: () => clearChallengeCookie('change-address'),
  redirectTo: '/settings?done=address-cancelled',
})

export const endSessionAction = defineAction({
  schema: z.object({ sessionId: z.string().max(100) }),
  right: requireActor,
  run: async (store, actor, { sessionId }) => {
    await endSession(store, actor, sessionId)
    if (sessionId === actor.sessionId) await clearSessionCookie()
  },
  redirectTo: ({ sessionId }, _, actor) =>
    sessionId === actor.sessionId ? '/sign-in' : '/settings?done=session',
})

export const endOtherSessionsAction = defineAction({
  schema: nothing,
  right: requireActor,
  run: endOtherSessions,
  redirectTo: '/settings?done=others',
})

export const endAllSessionsAction = defineAction({
  schema: nothing,
  right: requireActor,
  run: async (store, actor) => {
    await endAllSessions(store, actor)
    await clearSessionCookie()
  },
  redirectTo: '/sign-in?done=everywhere',
})
