'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { dismissAdvice } from '#/lib/accounts/access/passkey-advice.ts'
import { defineAction, defineAsking } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { askForPasskey, enrolPasskey } from '#/lib/identity/passkeys/enrol.ts'
import { removePasskey, renamePasskey } from '#/lib/identity/passkeys/keep.ts'
import { assertionField, enrolmentField, passkeyName } from '#/lib/identity/passkeys/schema.ts'
import { askToShow, confirmWithPasskey } from '#/lib/identity/passkeys/show.ts'
import { setSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentLocale, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const nextPath = z.string().max(500).default('').transform(safeNextPath)
const passkey = z.string().max(100)

export const askForPasskeyAction = defineAsking({
  authorise: () => requireActor(),
  handle: async (actor) => {
    const { programmeName } = await currentSettings()
    return askForPasskey(await getStore(), actor, programmeName)
  },
})

export const enrolPasskeyAction = defineAction({
  schema: z.object({ answer: enrolmentField, name: passkeyName, next: nextPath }),
  authorise: () => requireActor(),
  handle: async (actor, { answer, name, next }) => {
    const visitor = await currentVisitor()
    await setSessionCookie(await enrolPasskey(await getStore(), actor, answer, name, visitor))
    redirect(next ?? '/settings?done=passkey-added')
  },
})

export const askToShowAction = defineAsking({
  authorise: () => requireActor(),
  handle: async (actor) => askToShow(await getStore(), actor),
})

export const showPasskeyAction = defineAction({
  schema: z.object({ answer: assertionField, next: nextPath }),
  authorise: () => requireActor(),
  handle: async (actor, { answer, next }) => {
    const visitor = await currentVisitor()
    await setSessionCookie(await confirmWithPasskey(await getStore(), actor, answer, visitor))
    redirect(next ?? '/settings?done=passkey-shown')
  },
})

export const renamePasskeyAction = defineAction({
  schema: z.object({ passkey, name: passkeyName }),
  authorise: () => requireActor(),
  handle: async (actor, { passkey, name }) => {
    await renamePasskey(await getStore(), actor, passkey, name)
    redirect('/settings?done=passkey-renamed')
  },
})

export const removePasskeyAction = defineAction({
  schema: z.object({ passkey }),
  authorise: () => requireActor(),
  handle: async (actor, { passkey }) => {
    await removePasskey(await getStore(), actor, passkey, await currentLocale())
    redirect('/settings?done=passkey-removed')
  },
})

export const dismissAdviceAction = defineAction({
  schema: z.object({}),
  authorise: () => requireActor(),
  handle: async () => {
    await dismissAdvice()
    return undefined
  },
})
