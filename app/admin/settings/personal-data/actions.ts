'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { erasuresJob } from '#/lib/privacy/erasure/run.ts'
import { openAddress, sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { signOutAddress } from '#/lib/privacy/erasure/sign-out.ts'
import { eraseFormSchema, findFormSchema, signOutFormSchema } from '#/lib/privacy/personal-data/form.ts'
import { keyOfAddress } from '#/lib/privacy/personal-data/subject.ts'

const page = '/admin/settings/personal-data'

/** Leads to the data about an address, without the address in the URL. */
export const findAddressAction = defineAction({
  schema: findFormSchema,
  right: admin,
  run: async (_store, _grant, { email }) => sealAddress(email),
  redirectTo: (_, sealed) => `${page}/${sealed}`,
})

export const signOutAddressAction = defineAction({
  schema: signOutFormSchema,
  right: admin,
  run: async (store, grant, { sealed }) => {
    const key = unseal(sealed)
    await signOutAddress(store, grant, key)
    return sealAddress(key)
  },
  redirectTo: (_, sealed) => `${page}/${sealed}?done=signed-out`,
})

/** Erases the page's address after the admin typed it again. */
export const eraseAddressAction = defineAction({
  schema: eraseFormSchema,
  right: admin,
  run: async (store, grant, { sealed, typed }) => {
    const key = unseal(sealed)
    if (keyOfAddress(typed) !== key) throw new AppError('erase-mistyped', {}, 'typed')
    await eraseAddress(store, grant, key)
  },
  wakes: erasuresJob,
  redirectTo: `${page}?done=begun`,
})

function unseal(sealed: string): string {
  const key = openAddress(sealed)
  if (key === null) throw new AppError('not-found')
  return key
}
