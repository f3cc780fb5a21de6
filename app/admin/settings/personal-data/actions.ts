'use server'

import { redirect } from 'next/navigation'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { findFormSchema } from '#/lib/privacy/personal-data/form.ts'

/** Leads to what is held about an address, which no URL names. */
export const findAddressAction = defineAction({
  schema: findFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (_grant, { email }) => {
    redirect(`/admin/settings/personal-data/${sealAddress(email)}`)
  },
})
