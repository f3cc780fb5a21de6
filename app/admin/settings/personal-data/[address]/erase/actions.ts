'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { erasuresJob } from '#/lib/privacy/erasure/run.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { eraseFormSchema } from '#/lib/privacy/personal-data/form.ts'
import { keyOfAddress } from '#/lib/privacy/personal-data/subject.ts'

/** Erases the address of the page, once it was typed there too. */
export const eraseAddressAction = defineAction({
  schema: eraseFormSchema,
  right: admin,
  run: async (store, grant, { sealed, typed }) => {
    const key = openAddress(sealed)
    if (key === null) throw new AppError('not-found')
    if (keyOfAddress(typed) !== key) throw new AppError('erase-mistyped', {}, 'typed')
    await eraseAddress(store, grant, key)
  },
  wakes: erasuresJob,
  redirectTo: '/admin/settings/personal-data?done=begun',
})
