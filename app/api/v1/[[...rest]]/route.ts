import { routes } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

/** Answers every other API path with problem details, because a program asked. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes()
