import { getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import type { SearchResponse } from '#/lib/admin/palette/response.ts'
import { searchPage } from '#/lib/admin/palette/search.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findGroups } from '../groups.ts'

export const GET = defineFile('/admin/search/results', staff, async ({ grant, store, query }) => {
  const { text } = searchPage.read(query)
  const t = await getTranslations('palette')
  const groups = await findGroups(store.read, grant, text)
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  const answer: SearchResponse = { said: t('said', { count }), groups }
  return Response.json(answer, { headers: { 'cache-control': 'private, no-store' } })
})
