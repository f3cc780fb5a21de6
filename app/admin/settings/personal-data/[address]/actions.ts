'use server'

import { redirect } from 'next/navigation'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { openAddress, sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { signOutAddress } from '#/lib/privacy/erasure/sign-out.ts'
import { signOutFormSchema } from '#/lib/privacy/personal-data/form.ts'

export const signOutAddressAction = defineAction({
  schema: signOutFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { sealed }) => {
    const key = openAddress(sealed)
    if (key === null) throw new AppError('not-found')
    await signOutAddress(await getStore(), grant, key)
    redirect(`/admin/settings/personal-data/${sealAddress(key)}?done=signed-out`)
  },
})
