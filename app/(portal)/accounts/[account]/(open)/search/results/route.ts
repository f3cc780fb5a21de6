import { getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import { memberAt } from '#/lib/accounts/access/require.ts'
import type { SearchResponse } from '#/lib/admin/palette/response.ts'
import { findOwnGroups, ownSearch } from '../groups.ts'

export const GET = defineFile(
  '/accounts/[account]/search/results',
  memberAt('search'),
  async ({ grant, store, query }) => {
    const t = await getTranslations('palette')
    const groups = await findOwnGroups(store.read, grant, ownSearch.read(query).text)
    const count = groups.reduce((sum, { items }) => sum + items.length, 0)
    const answer: SearchResponse = { said: t('said', { count }), groups }
    return Response.json(answer, { headers: { 'cache-control': 'private, no-store' } })
  },
)
