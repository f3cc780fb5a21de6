'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { findFormSchema } from '#/lib/personal/form.ts'
import { sealAddress } from '#/lib/personal/sealed-address.ts'

/** Leads to what is held about an address, which no URL names. */
export const findAddressAction = defineAction({
  schema: findFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (_grant, { email }) => {
    redirect(`/admin/settings/personal-data/${sealAddress(email)}`)
  },
})
