'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { findLandingPath } from '#/lib/accounts/landing.ts'
import { defineAction, defineAsking } from '#/lib/actions.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import { assertionField } from '#/lib/passkeys/schema.ts'
import { askToSignIn, signInWithPasskey } from '#/lib/passkeys/show.ts'
import {
  clearChallengeCookie,
  readChallengeCookie,
  setBrowserCookie,
  setChallengeCookie,
  setSessionCookie,
} from '#/lib/sessions/cookie.ts'
import { currentVisitor } from '#/lib/sessions/current.ts'
import { proveBrowser } from '#/lib/sessions/known-browser.ts'
import { safeNextPath } from '#/lib/sessions/policy.ts'
import { findActor } from '#/lib/sessions/queries.ts'
import { getStore } from '#/lib/store.ts'

const anybody = async () => null

export const askToSignInAction = defineAsking({
  authorise: anybody,
  handle: async () => {
    const { id, options } = await askToSignIn(await getStore())
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
  authorise: anybody,
  handle: async (_, { answer, next, timeZone }) => {
    const challengeId = await readChallengeCookie('passkey')
    if (!challengeId) throw new AppError('passkey-late')
    const store = await getStore()
    const visitor = await currentVisitor(timeZone)
    const sessionId = await signInWithPasskey(store, challengeId, answer, visitor)
    await setSessionCookie(sessionId)
    await clearChallengeCookie('passkey')
    await clearChallengeCookie('sign-in')
    const actor = await findActor(store.read, sessionId, now())
    if (actor) await setBrowserCookie(proveBrowser(visitor.browser, actor.user.emailKey))
    redirect(next ?? (actor ? await findLandingPath(store.read, actor) : '/sign-in'))
  },
})
