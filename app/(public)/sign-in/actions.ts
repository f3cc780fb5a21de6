'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { findLandingPath } from '#/lib/accounts/landing.ts'
import { defineAction } from '#/lib/actions.ts'
import { now } from '#/lib/clock.ts'
import { parseAddress } from '#/lib/contacts/address.ts'
import { AppError } from '#/lib/errors.ts'
import { redeemCode, redeemLink, requestSignIn } from '#/lib/sessions/challenges.ts'
import { endSession } from '#/lib/sessions/commands.ts'
import {
  clearSessionCookie,
  readChallengeCookie,
  setChallengeCookie,
  setSessionCookie,
} from '#/lib/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/sessions/current.ts'
import { challengeLife, normaliseCode, safeNextPath } from '#/lib/sessions/policy.ts'
import { findActor } from '#/lib/sessions/queries.ts'
import { getStore } from '#/lib/store.ts'

const anybody = async () => null
const nextPath = z.string().max(500).default('')

export const requestSignInAction = defineAction({
  schema: z.object({
    email: z.string().transform((typed, context) => {
      const parsed = parseAddress(typed)
      if (parsed.ok) return parsed.address
      context.addIssue('email')
      return z.NEVER
    }),
    next: nextPath,
  }),
  authorise: anybody,
  handle: async (_, { email, next }) => {
    const challengeId = await requestSignIn(await getStore(), email, await currentVisitor())
    await setChallengeCookie(challengeId, challengeLife / 1000)
    const query = new URLSearchParams({ email, ...(safeNextPath(next) ? { next } : {}) })
    redirect(`/sign-in/code?${query}`)
  },
})

export const redeemCodeAction = defineAction({
  schema: z.object({
    code: z.string().refine((typed) => normaliseCode(typed) !== null, 'code'),
    next: nextPath,
  }),
  authorise: anybody,
  handle: async (_, { code, next }) => {
    const challengeId = await readChallengeCookie()
    if (!challengeId) throw new AppError('challenge-ended')
    const { sessionId } = await redeemCode(await getStore(), challengeId, code, await currentVisitor())
    return enter(sessionId, next)
  },
})

export const redeemLinkAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  authorise: anybody,
  handle: async (_, { token }) => {
    const { sessionId } = await redeemLink(await getStore(), token, await currentVisitor())
    return enter(sessionId, '')
  },
})

export const signOutAction = defineAction({
  schema: z.object({}),
  authorise: currentActor,
  handle: async (actor) => {
    if (actor) await endSession(await getStore(), actor, actor.sessionId)
    await clearSessionCookie()
    redirect('/sign-in')
  },
})

/** Replaces whatever session the browser had, so that a shared one never goes on, and goes where the person belongs. */
async function enter(sessionId: string, next: string): Promise<never> {
  const store = await getStore()
  const previous = await currentActor()
  if (previous) await endSession(store, previous, previous.sessionId)
  await setSessionCookie(sessionId)
  const actor = await findActor(store.read, sessionId, now())
  redirect(safeNextPath(next) ?? (actor ? await findLandingPath(store.read, actor) : '/sign-in'))
}
