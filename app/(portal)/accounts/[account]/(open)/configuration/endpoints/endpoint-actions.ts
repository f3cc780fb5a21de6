'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { editorAt } from '#/lib/accounts/access/require.ts'
import * as commands from '#/lib/changes/contacts/endpoint-commands.ts'
import {
  endpointCodeSchema,
  endpointPlaceSchema,
  endpointWordsSchema,
  newEndpointSchema,
  ofAccount,
  ofEndpoint,
  secretControls,
} from '#/lib/changes/contacts/endpoint-form.ts'
import { mailProofCode } from '#/lib/changes/contacts/endpoint-proof.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { assertionField } from '#/lib/identity/passkeys/schema.ts'
import { confirmWithPasskey } from '#/lib/identity/passkeys/show.ts'
import { setSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentLocale, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const right = editorAt('configuration/endpoints')

/** The proof at the end of a form: a mailed code or a passkey's answer. `ask`: without JavaScript, the button that asks for the code. */
const proofFields = {
  proof: z.string().max(100).optional(),
  answer: z.preprocess((sent) => sent || undefined, assertionField.optional()),
  ask: z.string().max(10).optional(),
}
type SentProof = z.output<z.ZodObject<typeof proofFields>>
const secrets = [...secretControls, 'proof', 'answer', 'ask']

/** Returns a new secret only in the form's state, as the actions below. */
export const addEndpointAction = defineAction({
  schema: newEndpointSchema.extend(proofFields),
  right,
  secrets,
  run: async (store, grant, { key: id, kind, label, locale, fields, proof, answer, ask, ...sent }) => {
    const shown = await showProof(store, grant, { proof, answer, ask })
    const given = await here({ id, proof, kind, label, locale, fields, typed: sent })
    return commands.addEndpoint(store, shown, given)
  },
  redirectTo: ({ account, key }, secret) => (secret ? null : pathOf({ account, endpoint: key }, 'added')),
  answersOnce: true,
})

export const changeEndpointAction = defineAction({
  schema: endpointWordsSchema.extend(proofFields),
  right,
  secrets,
  run: async (store, grant, { endpoint: id, label, locale, fields, proof, answer, ask, ...sent }) => {
    const shown = await showProof(store, grant, { proof, answer, ask })
    const given = await here({ id, proof, label, locale, fields, settings: sent })
    return commands.changeEndpoint(store, shown, given)
  },
  redirectTo: (given) => pathOf(given, 'changed'),
})

export const replaceTargetAction = defineAction({
  schema: endpointPlaceSchema.extend(proofFields),
  right,
  secrets,
  run: async (store, grant, { endpoint: id, proof, answer, ask, ...sent }) => {
    const shown = await showProof(store, grant, { proof, answer, ask })
    return commands.replaceTarget(store, shown, await here({ id, proof, typed: sent }))
  },
  redirectTo: (given) => pathOf(given, 'replaced'),
})

export const rotateSecretAction = defineAction({
  schema: ofEndpoint.extend(proofFields),
  right,
  secrets,
  run: async (store, grant, { endpoint: id, ...sent }) =>
    commands.rotateSecret(store, await showProof(store, grant, sent), await here({ id, proof: sent.proof })),
  answersOnce: true,
})

export const removeEndpointAction = defineAction({
  schema: ofEndpoint.extend(proofFields),
  right,
  secrets,
  run: async (store, grant, { endpoint: id, ...sent }) =>
    commands.removeEndpoint(
      store,
      await showProof(store, grant, sent),
      await here({ id, proof: sent.proof }),
    ),
  redirectTo: ({ account }) => `/accounts/${account}/configuration/endpoints?done=removed`,
})

export const resendEndpointCodeAction = defineAction({
  schema: ofEndpoint,
  right,
  run: async (store, grant, { endpoint: id }) =>
    commands.resendEndpointCode(store, grant, await here({ id })),
  redirectTo: (given) => pathOf(given, 'sent'),
})

export const confirmEndpointAction = defineAction({
  schema: endpointCodeSchema,
  right,
  secrets: ['code'],
  run: async (store, grant, { endpoint: id, code }) =>
    commands.confirmEndpoint(store, grant, await here({ id, code })),
  redirectTo: (given) => pathOf(given, 'confirmed'),
})

/** Mails the code for a form that stays as it is. */
export const mailProofCodeAction = defineAction({
  schema: ofAccount,
  right,
  run: async (store, grant) => {
    const email = await mailCode(store, grant)
    return (await getTranslations('endpoints.proof'))('sent', { email, minutes: challengeTtl / minute })
  },
})

async function mailCode(store: Store, grant: EditorGrant): Promise<string> {
  return mailProofCode(store, grant, await here({ locale: await currentLocale() }))
}

/** The grant in the session that shows the passkey, if the form has its answer; the command checks a typed code itself. */
async function showProof(store: Store, grant: EditorGrant, { answer, ask }: SentProof): Promise<EditorGrant> {
  if (ask) {
    await mailCode(store, grant)
    throw new AppError('proof-sent', {}, 'proof')
  }
  if (!answer) return grant
  const { actor } = grant
  const sessionId = await confirmWithPasskey(store, actor, answer, await currentVisitor())
  await setSessionCookie(sessionId)
  return { ...grant, actor: { ...actor, sessionId } }
}

/** The environment of the page decides, too. */
async function here<Given extends object>(given: Given) {
  return { ...given, environment: await currentEnvironment() }
}

function pathOf({ account, endpoint }: { account: string; endpoint: string }, done: string): string {
  return `/accounts/${account}/configuration/endpoints/${endpoint}?done=${done}`
}
