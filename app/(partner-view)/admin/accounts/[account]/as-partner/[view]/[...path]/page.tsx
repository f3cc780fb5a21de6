import { definePage } from '#/app/define-page.tsx'
import { requirePartnerView } from '#/lib/accounts/access/require.ts'
import { renderPartnerPage } from '../pages.tsx'

type Props = PageProps<'/admin/accounts/[account]/as-partner/[view]/[...path]'>

/** Any other page that the partner sees. */
export default definePage(async ({ params, searchParams }: Props) => {
  const { account, view, path } = await params
  const grant = await requirePartnerView(account, view)
  return renderPartnerPage({ grant, query: await searchParams }, path)
})
