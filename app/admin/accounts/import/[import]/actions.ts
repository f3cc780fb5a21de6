'use server'

import { z } from 'zod'
import { discardImport, startImport, stopImport } from '#/lib/changes/imports/commands.ts'
import { importsJob } from '#/lib/changes/imports/run.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const ofImport = z.object({ import: z.string().max(100) })

export const startImportAction = defineAction({
  schema: ofImport.extend({ again: z.literal('yes').optional() }),
  right: admin,
  run: (store, grant, { import: id }) => startImport(store, grant, id),
  wakes: importsJob,
  redirectTo: ({ import: id, again }) => `/admin/accounts/import/${id}?done=${again ? 'resumed' : 'started'}`,
})

export const stopImportAction = defineAction({
  schema: ofImport,
  right: admin,
  run: (store, grant, { import: id }) => stopImport(store, grant, id),
  redirectTo: ({ import: id }) => `/admin/accounts/import/${id}?done=stopped`,
})

export const discardImportAction = defineAction({
  schema: ofImport,
  right: admin,
  run: (store, grant, { import: id }) => discardImport(store, grant, id),
  redirectTo: '/admin/accounts/import?done=discarded',
})
