'use server'

import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { editorAt } from '#/lib/accounts/access/require.ts'
import * as commands from '#/lib/changes/contacts/endpoint-commands.ts'
import {
  endpointCodeSchema,
  endpointPlaceSchema,
  endpointWordsSchema,
  newEndpointSchema,
  ofEndpoint,
  secretControls,
} from '#/lib/changes/contacts/endpoint-form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'

const right = editorAt('configuration/endpoints')

/** Returns a new secret only in the form's state, as the actions below. */
export const addEndpointAction = defineAction({
  schema: newEndpointSchema,
  right,
  secrets: secretControls,
  run: async (store, grant, { key: id, kind, label, locale, fields, ...sent }) => {
    const given = await here({ id, kind, label, locale, fields, typed: sent })
    return commands.addEndpoint(store, grant, given)
  },
  redirectTo: ({ account, key }, secret) => (secret ? null : pathOf({ account, endpoint: key }, 'added')),
  answersOnce: true,
})

export const changeEndpointAction = defineAction({
  schema: endpointWordsSchema,
  right,
  secrets: secretControls,
  run: async (store, grant, { endpoint: id, label, locale, fields, ...sent }) => {
    const given = await here({ id, label, locale, fields, settings: sent })
    return commands.changeEndpoint(store, grant, given)
  },
  redirectTo: (given) => pathOf(given, 'changed'),
})

export const replaceTargetAction = defineAction({
  schema: endpointPlaceSchema,
  right,
  secrets: secretControls,
  run: async (store, grant, { endpoint: id, ...sent }) =>
    commands.replaceTarget(store, grant, await here({ id, typed: sent })),
  redirectTo: (given) => pathOf(given, 'replaced'),
})

export const rotateSecretAction = defineAction({
  schema: ofEndpoint,
  right,
  run: async (store, grant, { endpoint: id }) => commands.rotateSecret(store, grant, await here({ id })),
  answersOnce: true,
})

export const removeEndpointAction = defineAction({
  schema: ofEndpoint,
  right,
  run: async (store, grant, { endpoint: id }) => commands.removeEndpoint(store, grant, await here({ id })),
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

/** The environment of the page decides, too. */
async function here<Given extends object>(given: Given) {
  return { ...given, environment: await currentEnvironment() }
}

function pathOf({ account, endpoint }: { account: string; endpoint: string }, done: string): string {
  return `/accounts/${account}/configuration/endpoints/${endpoint}?done=${done}`
}
