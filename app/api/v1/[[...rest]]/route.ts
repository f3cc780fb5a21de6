import { defineEndpoint } from '#/lib/api/http/define-endpoint.ts'

export const dynamic = 'force-dynamic'

/** Any other path of the API: a program asked, and is answered in its way. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({})
