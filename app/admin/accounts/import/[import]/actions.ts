'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { discardImport, startImport, stopImport } from '#/lib/changes/imports/commands.ts'
import { importsJob } from '#/lib/changes/imports/run.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { wakeJob } from '#/lib/platform/jobs/scheduler.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const ofImport = z.object({ import: z.string().max(100) })

export const startImportAction = defineAction({
  schema: ofImport.extend({ again: z.literal('yes').optional() }),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { import: id, again }) => {
    await startImport(await getStore(), grant, id)
    wakeJob(importsJob)
    redirect(`/admin/accounts/import/${id}?done=${again ? 'resumed' : 'started'}`)
  },
})

export const stopImportAction = defineAction({
  schema: ofImport,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { import: id }) => {
    await stopImport(await getStore(), grant, id)
    redirect(`/admin/accounts/import/${id}?done=stopped`)
  },
})

export const discardImportAction = defineAction({
  schema: ofImport,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { import: id }) => {
    await discardImport(await getStore(), grant, id)
    redirect('/admin/accounts/import?done=discarded')
  },
})
