// A page for everyone's browser, with its own headers and refusals: not part of the API.

import { brandPageResponse, refuseMethod } from './brand-page.ts'

export const dynamic = 'force-dynamic'

export {
  brandPageResponse as GET,
  brandPageResponse as HEAD,
  refuseMethod as DELETE,
  refuseMethod as OPTIONS,
  refuseMethod as PATCH,
  refuseMethod as POST,
  refuseMethod as PUT,
}
