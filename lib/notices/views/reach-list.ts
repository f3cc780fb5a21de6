import { environments } from '#/db/words/accounts.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { defineList, oneOf } from '#/lib/platform/lists/define-list.ts'

/** Whom a notice would reach: of every category, and in the environment that the page takes for usual, unless the address says. */
export const reachQuestion = defineList('', {
  category: oneOf(noticeCategories),
  environment: oneOf(environments),
})
