'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { AppError } from '#/lib/errors.ts'
import { eraseAddress } from '#/lib/personal/erase.ts'
import { eraseFormSchema } from '#/lib/personal/form.ts'
import { erasuresJob } from '#/lib/personal/run.ts'
import { openAddress } from '#/lib/personal/sealed-address.ts'
import { keyOfAddress } from '#/lib/personal/sought.ts'
import { wakeJob } from '#/lib/scheduler.ts'
import { getStore } from '#/lib/store.ts'

/** Erases the address of the page, once it was typed there too. */
export const eraseAddressAction = defineAction({
  schema: eraseFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { sealed, typed }) => {
    const key = openAddress(sealed)
    if (key === null) throw new AppError('not-found')
    if (keyOfAddress(typed) !== key) throw new AppError('erase-mistyped', {}, 'typed')
    await eraseAddress(await getStore(), grant, key)
    wakeJob(erasuresJob)
    redirect('/admin/settings/personal-data?done=begun')
  },
})
