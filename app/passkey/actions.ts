'use server'

import { z } from 'zod'
import { dismissAdvice } from '#/lib/accounts/access/passkey-advice.ts'
import { defineAction, defineQuery } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { askForPasskey, enrolPasskey } from '#/lib/identity/passkeys/enrol.ts'
import { removePasskey, renamePasskey } from '#/lib/identity/passkeys/manage.ts'
import { assertionField, enrolmentField, passkeyName } from '#/lib/identity/passkeys/schema.ts'
import { askToShow, confirmWithPasskey } from '#/lib/identity/passkeys/show.ts'
import { setSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentLocale, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

const nextPath = z.string().max(500).default('').transform(safeNextPath)
const passkey = z.string().max(100)

export const askForPasskeyAction = defineQuery({
  right: requireActor,
  run: async (store, actor) => askForPasskey(store, actor, (await currentSettings()).programmeName),
})

export const enrolPasskeyAction = defineAction({
  schema: z.object({ answer: enrolmentField, name: passkeyName, next: nextPath }),
  right: requireActor,
  run: async (store, actor, { answer, name }) => {
    const visitor = await currentVisitor()
    await setSessionCookie(await enrolPasskey(store, actor, answer, name, visitor))
  },
  redirectTo: ({ next }) => next ?? '/settings?done=passkey-added',
})

export const askToShowAction = defineQuery({ right: requireActor, run: askToShow })

export const showPasskeyAction = defineAction({
  schema: z.object({ answer: assertionField, next: nextPath }),
  right: requireActor,
  run: async (store, actor, { answer }) => {
    const visitor = await currentVisitor()
    await setSessionCookie(await confirmWithPasskey(store, actor, answer, visitor))
  },
  redirectTo: ({ next }) => next ?? '/settings?done=passkey-shown',
})

export const renamePasskeyAction = defineAction({
  schema: z.object({ passkey, name: passkeyName }),
  right: requireActor,
  run: (store, actor, { passkey, name }) => renamePasskey(store, actor, passkey, name),
  redirectTo: '/settings?done=passkey-renamed',
})

export const removePasskeyAction = defineAction({
  schema: z.object({ passkey }),
  right: requireActor,
  run: async (store, actor, { passkey }) => removePasskey(store, actor, passkey, await currentLocale()),
  redirectTo: '/settings?done=passkey-removed',
})

export const dismissAdviceAction = defineAction({
  schema: z.object({}),
  right: requireActor,
  run: dismissAdvice,
})
