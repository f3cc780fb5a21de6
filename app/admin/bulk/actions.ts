'use server'

import { revalidatePath } from 'next/cache'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { startBulkRun, stopBulkRun } from '#/lib/admin/bulk/commands.ts'
import { bulkFormSchema } from '#/lib/admin/bulk/form.ts'
import { bulkJob } from '#/lib/admin/bulk/run.ts'
import { collectValues, defineAction, formOf, reportError } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { stashForm } from '#/lib/identity/access/stashed-form.ts'
import { emptyForm, type FormState } from '#/lib/platform/lists/form-state.ts'

export const beginBulkAction = defineAction({
  schema: bulkFormSchema,
  right: staff,
  run: startBulkRun,
  wakes: bulkJob,
  redirectTo: ({ id }) => `/admin/bulk/${id}`,
})

/** Opens the cases if the page shows what their category would do; else shows that, with the form as it was typed. */
export async function openCasesAction(previous: FormState, given: FormData): Promise<FormState> {
  const form = formOf(given)
  const values = collectValues(form)
  // The page of this request previews its category.
  await stashForm(openCasesAction, previous, form)
  const isPreviewed = values.category === values.previewed
  if (isPreviewed && values.intent !== 'preview') return beginBulkAction(previous, form)
  try {
    await staff()
    revalidatePath('/admin/bulk/new/case')
    return { ...emptyForm, values }
  } catch (error) {
    unstable_rethrow(error)
    return { ...emptyForm, message: await reportError(error), values }
  }
}

export const stopBulkAction = defineAction({
  schema: z.object({ id: z.uuid() }),
  right: staff,
  run: (store, grant, { id }) => stopBulkRun(store, grant, id),
  redirectTo: ({ id }) => `/admin/bulk/${id}`,
})
