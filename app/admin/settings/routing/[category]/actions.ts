'use server'

import { redirect } from 'next/navigation'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { restoreFormSchema, routeFormSchema } from '#/lib/notices/routing/route-form.ts'
import { restoreRoute, saveRoute } from '#/lib/notices/routing/routes.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const saveRouteAction = defineAction({
  schema: routeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { version, ...route }) => {
    await saveRoute(await getStore(), grant, route, version)
    redirect(`/admin/settings/routing?done=${route.category}`)
  },
})

export const restoreRouteAction = defineAction({
  schema: restoreFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { category, version }) => {
    await restoreRoute(await getStore(), grant, category, version)
    redirect(`/admin/settings/routing?done=${category}`)
  },
})
