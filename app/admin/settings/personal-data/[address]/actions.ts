'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { openAddress, sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { signOutAddress } from '#/lib/privacy/erasure/sign-out.ts'
import { signOutFormSchema } from '#/lib/privacy/personal-data/form.ts'

export const signOutAddressAction = defineAction({
  schema: signOutFormSchema,
  right: admin,
  run: async (store, grant, { sealed }) => {
    const key = openAddress(sealed)
    if (key === null) throw new AppError('not-found')
    await signOutAddress(store, grant, key)
    return sealAddress(key)
  },
  redirectTo: (_, sealed) => `/admin/settings/personal-data/${sealed}?done=signed-out`,
})
