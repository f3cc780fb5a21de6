// A page for everyone's browser, with its own headers and refusals: not part of the API.

import { answerBrandPage, refuseMethod } from './brand-page.ts'

export const dynamic = 'force-dynamic'

export {
  answerBrandPage as GET,
  answerBrandPage as HEAD,
  refuseMethod as DELETE,
  refuseMethod as OPTIONS,
  refuseMethod as PATCH,
  refuseMethod as POST,
  refuseMethod as PUT,
}
