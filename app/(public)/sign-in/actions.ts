'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { findLandingPath } from '#/lib/accounts/account/landing.ts'
import { answerAfter } from '#/lib/changes/sign-in/answer-after.ts'
import { redeemCode, redeemLink, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { beginProviderSignIn } from '#/lib/changes/sign-in/provider-sign-in.ts'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import {
  clearChallengeCookie,
  readChallengeCookie,
  setBrowserCookie,
  setChallengeCookie,
  setSessionCookie,
} from '#/lib/identity/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { answerFloor, normaliseCode, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const anybody = async () => null
const nextPath = z.string().max(500).default('').transform(safeNextPath)
const timeZone = z.string().max(100).default('')

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
    const [store, visitor] = [await getStore(), await currentVisitor()]
    const challengeId = await answerAfter(answerFloor, () => requestSignIn(store, email, visitor, next))
    await setChallengeCookie('sign-in', challengeId)
    redirect(`/sign-in/code${next ? `?${new URLSearchParams({ next })}` : ''}`)
  },
})

export const redeemCodeAction = defineAction({
  schema: z.object({
    code: z.string().refine((typed) => normaliseCode(typed) !== null, 'code'),
    next: nextPath,
    timeZone,
  }),
  authorise: anybody,
  handle: async (_, { code, next, timeZone }) => {
    const challengeId = await readChallengeCookie('sign-in')
    const actor = challengeId ? null : await currentActor()
    // The code has signed them in before, in another tab or before going back.
    if (actor) redirect(next ?? (await findLandingPath((await getStore()).read, actor)))
    if (!challengeId) throw new AppError('challenge-ended')
    const redeemed = await redeemCode(await getStore(), challengeId, code, await currentVisitor(timeZone))
    return enter(redeemed, next)
  },
})

export const redeemLinkAction = defineAction({
  schema: z.object({ token: z.string().max(100), next: nextPath, timeZone }),
  authorise: anybody,
  handle: async (_, { token, next, timeZone }) => {
    const redeemed = await redeemLink(await getStore(), token, await currentVisitor(timeZone))
    return enter(redeemed, next)
  },
})

export const signInWithProviderAction = defineAction({
  schema: z.object({ provider: z.string().max(20), next: nextPath, timeZone }),
  authorise: anybody,
  handle: async (_, { provider: id, next, timeZone }) => {
    const provider = findProvider(id)
    if (!provider) throw new AppError('not-found')
    redirect(await beginProviderSignIn(provider, next ?? '/', timeZone))
  },
})

/** Hands the browser its session and goes where the person belongs. */
async function enter(
  { sessionId, browser }: Awaited<ReturnType<typeof redeemCode>>,
  next: string | null,
): Promise<never> {
  await setBrowserCookie(browser)
  await setSessionCookie(sessionId)
  await clearChallengeCookie('sign-in')
  const { read } = await getStore()
  const actor = await findActor(read, sessionId, now())
  redirect(next ?? (actor ? await findLandingPath(read, actor) : '/sign-in'))
}
