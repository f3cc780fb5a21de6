'use server'

import { z } from 'zod'
import { findLandingPath } from '#/lib/accounts/account/landing.ts'
import { defineAction, defineQuery } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { assertionField } from '#/lib/identity/passkeys/schema.ts'
import { askToSignIn, signInWithPasskey } from '#/lib/identity/passkeys/show.ts'
import {
  clearChallengeCookie,
  readChallengeCookie,
  setBrowserCookie,
  setChallengeCookie,
  setSessionCookie,
} from '#/lib/identity/sessions/cookie.ts'
import { currentVisitor } from '#/lib/identity/sessions/current.ts'
import { proveBrowser } from '#/lib/identity/sessions/known-browser.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

export const askToSignInAction = defineQuery({
  right: anybody,
  run: async (store) => {
    const { id, options } = await askToSignIn(store)
    await setChallengeCookie('passkey', id)
    return options
  },
})

export const signInWithPasskeyAction = defineAction({
  schema: z.object({
    answer: assertionField,
    next: z.string().max(500).default('').transform(safeNextPath),
    timeZone: z.string().max(100).default(''),
  }),
  right: anybody,
  run: async (store, _, { answer, next, timeZone }) => {
    const challengeId = await readChallengeCookie('passkey')
    if (!challengeId) throw new AppError('passkey-late')
    const visitor = await currentVisitor(timeZone)
    const sessionId = await signInWithPasskey(store, challengeId, answer, visitor)
    await setSessionCookie(sessionId)
    await clearChallengeCookie('passkey')
    await clearChallengeCookie('sign-in')
    const actor = await findActor(store.read, sessionId, now())
    if (actor) await setBrowserCookie(proveBrowser(visitor.browser, actor.user.emailKey))
    return next ?? (actor ? findLandingPath(store.read, actor) : '/sign-in')
  },
  redirectTo: (_, path) => path,
})
