'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { AppError } from '#/lib/errors.ts'
import { signOutFormSchema } from '#/lib/personal/form.ts'
import { openAddress, sealAddress } from '#/lib/personal/sealed-address.ts'
import { signOutAddress } from '#/lib/personal/sign-out.ts'
import { getStore } from '#/lib/store.ts'

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
