import type { NextRequest } from 'next/server'
import { getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import type { SearchAnswer } from '#/lib/admin/palette/answer.ts'
import { searchPage } from '#/lib/admin/palette/search.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { findGroups } from '../groups.ts'

/** What the search's dialog shows. Not part of the API: it needs a session. */
export const GET = defineFile(async (request: NextRequest) => {
  const grant = await requireStaff()
  const { text } = searchPage.read(Object.fromEntries(request.nextUrl.searchParams))
  const t = await getTranslations('palette')
  const groups = await findGroups((await getStore()).read, grant, text)
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  const answer: SearchAnswer = { said: t('said', { count }), groups }
  return Response.json(answer, { headers: { 'cache-control': 'private, no-store' } })
})
