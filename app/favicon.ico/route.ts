import { GET as answerFile } from '#/app/look/[picture]/[file]/route.ts'
import { iconsOf } from '#/lib/platform/look/logo.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

/** The programme's icon, for browsers and mail programs that ask for it without a page. */
export async function GET(request: Request): Promise<Response> {
  const picture = iconsOf(await readSettings((await getStore()).read))
  const answer = await answerFile(request, { params: Promise.resolve({ picture, file: 'favicon.ico' }) })
  answer.headers.set('cache-control', 'public, max-age=300')
  return answer
}
