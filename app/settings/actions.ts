'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { redeemAddressChange, requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { saveProfile } from '#/lib/identity/profile/profile.ts'
import { profileSchema } from '#/lib/identity/profile/profile-schema.ts'
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
import { getStore } from '#/lib/platform/store/store.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const nothing = z.object({})

export const saveProfileAction = defineAction({
  schema: profileSchema,
  authorise: () => requireActor(),
  handle: async (actor, profile) => {
    await saveProfile(await getStore(), actor, profile)
    await setLocaleCookie(profile.locale)
    redirect('/settings?done=profile')
  },
})

export const requestAddressAction = defineAction({
  schema: z.object({
    email: z.string().transform((typed, context) => {
      const parsed = parseAddress(typed)
      if (parsed.ok) return parsed.address
      context.addIssue('email')
      return z.NEVER
    }),
  }),
  authorise: () => requireActor(),
  handle: async (actor, { email }) => {
    const id = await requestAddressChange(await getStore(), actor, email, await currentLocale())
    await setChallengeCookie('change-address', id)
    redirect('/settings#address-code')
  },
})

export const redeemAddressAction = defineAction({
  schema: z.object({ code: z.string().refine((typed) => normaliseCode(typed) !== null, 'code') }),
  authorise: () => requireActor(),
  handle: async (actor, { code }) => {
    const challengeId = await readChallengeCookie('change-address')
    if (!challengeId) throw new AppError('challenge-ended')
    await redeemAddressChange(await getStore(), actor, challengeId, code, await currentLocale())
    await clearChallengeCookie('change-address')
    redirect('/settings?done=address')
  },
})

export const cancelAddressAction = defineAction({
  schema: nothing,
  authorise: () => requireActor(),
  handle: async () => {
    await clearChallengeCookie('change-address')
    redirect('/settings?done=address-cancelled')
  },
})

export const endSessionAction = defineAction({
  schema: z.object({ sessionId: z.string().max(100) }),
  authorise: () => requireActor(),
  handle: async (actor, { sessionId }) => {
    await endSession(await getStore(), actor, sessionId)
    if (sessionId !== actor.sessionId) redirect('/settings?done=session')
    await clearSessionCookie()
    redirect('/sign-in')
  },
})

export const endOtherSessionsAction = defineAction({
  schema: nothing,
  authorise: () => requireActor(),
  handle: async (actor) => {
    await endOtherSessions(await getStore(), actor)
    redirect('/settings?done=others')
  },
})

export const endAllSessionsAction = defineAction({
  schema: nothing,
  authorise: () => requireActor(),
  handle: async (actor) => {
    await endAllSessions(await getStore(), actor)
    await clearSessionCookie()
    redirect('/sign-in?done=everywhere')
  },
})
