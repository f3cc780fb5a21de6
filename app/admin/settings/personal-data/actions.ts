'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { findFormSchema } from '#/lib/privacy/personal-data/form.ts'

/** Leads to what is held about an address, which no URL names. */
export const findAddressAction = defineAction({
  schema: findFormSchema,
  right: admin,
  run: async (_store, _grant, { email }) => sealAddress(email),
  redirectTo: (_, sealed) => `/admin/settings/personal-data/${sealed}`,
})
