'use server'

import { addSource, changeSource } from '#/lib/admin/sources/commands.ts'
import {
  keyFormSchema,
  parseExpiry,
  revokeFormSchema,
  sourceFormSchema,
  sourceSettingsFormSchema,
} from '#/lib/admin/sources/form.ts'
import { addKey, revokeKey } from '#/lib/admin/sources/key-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { now } from '#/lib/platform/values/clock.ts'

const list = '/admin/settings/sources'

/** Returns the key only in the form's state, never in an address, a cookie or the store. */
export const addSourceAction = defineAction({
  schema: sourceFormSchema,
  right: admin,
  run: async (store, grant, { key: id, expires, ...source }) => {
    const expiresAt = parseExpiry(expires, await currentTimeZone(), now())
    const { key } = await addSource(store, grant, { ...source, id, expiresAt })
    return key
  },
  answersOnce: true,
})

export const saveSourceAction = defineAction({
  schema: sourceSettingsFormSchema,
  right: admin,
  run: (store, grant, { source: id, version, ...settings }) =>
    changeSource(store, grant, { id, version, settings }),
  redirectTo: ({ source }) => `${list}/${encodeURIComponent(source)}?done=saved`,
})

/** As `addSourceAction`. */
export const addKeyAction = defineAction({
  schema: keyFormSchema,
  right: admin,
  run: async (store, grant, { key: id, source: sourceId, expires }) => {
    const expiresAt = parseExpiry(expires, await currentTimeZone(), now())
    return addKey(store, grant, { id, sourceId, expiresAt })
  },
  answersOnce: true,
})

export const revokeKeyAction = defineAction({
  schema: revokeFormSchema,
  right: admin,
  run: (store, grant, { key }) => revokeKey(store, grant, key),
  redirectTo: ({ source }) => `${list}/${encodeURIComponent(source)}?done=revoked`,
})
