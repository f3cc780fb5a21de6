import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderTests } from './tests.tsx'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/notices/test'>) => {
  return renderTests({ grant: await requireOpenAccount((await params).account, 'notices/test') })
})
