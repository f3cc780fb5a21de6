'use server'

import { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import { findLandingPath } from '#/lib/accounts/account/load-account.ts'
import { redeemCode, redeemLink, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { withMinimumDuration } from '#/lib/changes/sign-in/minimum-duration.ts'
import { beginProviderSignIn } from '#/lib/changes/sign-in/provider-sign-in.ts'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'
import { defineAction, defineQuery } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { assertionField } from '#/lib/identity/passkeys/schema.ts'
import { askToSignIn, signInWithPasskey } from '#/lib/identity/passkeys/show.ts'
import { emailSchema } from '#/lib/identity/people/person-name.ts'
import {
  clearChallengeCookie,
  readChallengeCookie,
  setBrowserCookie,
  setChallengeCookie,
  setSessionCookie,
} from '#/lib/identity/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { proveBrowser } from '#/lib/identity/sessions/known-browser.ts'
import { answerFloor, normaliseCode, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const nextPath = z.string().max(500).default('').transform(safeNextPath)
const timeZone = z.string().max(100).default('')

export const requestSignInAction = defineAction({
  schema: z.object({ email: emailSchema, next: nextPath }),
  right: anybody,
  run: async (store, _, { email, next }) => {
    const visitor = await currentVisitor()
    const challengeId = await withMinimumDuration(answerFloor, () =>
      requestSignIn(store, email, visitor, next),
    )
    await setChallengeCookie('sign-in', challengeId)
  },
  redirectTo: ({ next }) => `/sign-in/code${next ? `?${new URLSearchParams({ next })}` : ''}`,
})

export const redeemCodeAction = defineAction({
  schema: z.object({
    code: z.string().refine((typed) => normaliseCode(typed) !== null, 'code'),
    next: nextPath,
    timeZone,
  }),
  right: anybody,
  run: async (store, _, { code, next, timeZone }) => {
    const challengeId = await readChallengeCookie('sign-in')
    const actor = challengeId ? null : await currentActor()
    // The code already signed them in, in another tab or before they went back.
    if (actor) return next ?? findLandingPath(store.read, actor)
    if (!challengeId) throw new AppError('challenge-ended')
    return enter(store, await redeemCode(store, challengeId, code, await currentVisitor(timeZone)), next)
  },
  redirectTo: (_, path) => path,
})

export const redeemLinkAction = defineAction({
  schema: z.object({ token: z.string().max(100), next: nextPath, timeZone }),
  right: anybody,
  run: async (store, _, { token, next, timeZone }) =>
    enter(store, await redeemLink(store, token, await currentVisitor(timeZone)), next),
  redirectTo: (_, path) => path,
})

export const signInWithProviderAction = defineAction({
  schema: z.object({ provider: z.string().max(20), next: nextPath, timeZone }),
  right: anybody,
  run: async (_store, _, { provider: id, next, timeZone }) => {
    const provider = findProvider(id)
    if (!provider) throw new AppError('not-found')
    return beginProviderSignIn(provider, next ?? '/', timeZone)
  },
  redirectTo: (_, path) => path,
})

export const askToSignInAction = defineQuery({
  right: anybody,
  run: async (store) => {
    const { id, options } = await askToSignIn(store)
    await setChallengeCookie('passkey', id)
    return options
  },
})

export const signInWithPasskeyAction = defineAction({
  schema: z.object({ answer: assertionField, next: nextPath, timeZone }),
  right: anybody,
  run: async (store, _, { answer, next, timeZone }) => {
    const challengeId = await readChallengeCookie('passkey')
    if (!challengeId) throw new AppError('passkey-late')
    const visitor = await currentVisitor(timeZone)
    const sessionId = await signInWithPasskey(store, challengeId, answer, visitor)
    await clearChallengeCookie('passkey')
    const actor = await findActor(store.read, sessionId, now())
    const browser = actor && proveBrowser(visitor.browser, actor.user.emailKey)
    return enter(store, { sessionId, browser }, next)
  },
  redirectTo: (_, path) => path,
})

/** Sets the session cookie and returns the person's start page. */
async function enter(
  { read }: Store,
  { sessionId, browser }: { sessionId: string; browser: string | null },
  next: string | null,
): Promise<string> {
  if (browser) await setBrowserCookie(browser)
  await setSessionCookie(sessionId)
  await clearChallengeCookie('sign-in')
  const actor = await findActor(read, sessionId, now())
  return next ?? (actor ? findLandingPath(read, actor) : '/sign-in')
}
