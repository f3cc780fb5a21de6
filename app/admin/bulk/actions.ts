'use server'

import { z } from 'zod'
import { beginBulk, stopBulk } from '#/lib/admin/bulk/commands.ts'
import { bulkFormSchema } from '#/lib/admin/bulk/form.ts'
import { bulkJob } from '#/lib/admin/bulk/run.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export const beginBulkAction = defineAction({
  schema: bulkFormSchema,
  right: staff,
  run: beginBulk,
  wakes: bulkJob,
  redirectTo: ({ id }) => `/admin/bulk/${id}`,
})

export const stopBulkAction = defineAction({
  schema: z.object({ id: z.uuid() }),
  right: staff,
  run: (store, grant, { id }) => stopBulk(store, grant, id),
  redirectTo: ({ id }) => `/admin/bulk/${id}`,
})
