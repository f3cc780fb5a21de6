import { routes } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

/** Any other path of the API: a program asked, and is answered in its way. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes()
