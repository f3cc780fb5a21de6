'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { restoreFormSchema, routeFormSchema } from '#/lib/notices/routing/route-form.ts'
import { restoreRoute, saveRoute } from '#/lib/notices/routing/routes.ts'

export const saveRouteAction = defineAction({
  schema: routeFormSchema,
  right: admin,
  run: (store, grant, { version, ...route }) => saveRoute(store, grant, route, version),
  redirectTo: ({ category }) => `/admin/settings/routing?done=${category}`,
})

export const restoreRouteAction = defineAction({
  schema: restoreFormSchema,
  right: admin,
  run: (store, grant, { category, version }) => restoreRoute(store, grant, category, version),
  redirectTo: ({ category }) => `/admin/settings/routing?done=${category}`,
})
