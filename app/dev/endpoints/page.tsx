import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CaughtEndpoint } from '#/components/endpoints/caught-endpoint.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Link } from '#/components/ui/link.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { isProduction } from '#/env.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { answerOf, isRinging, listCatching, listCaught } from '#/lib/notices/views/caught-requests.ts'
import { second } from '#/lib/platform/values/clock.ts'
import { acknowledgeCaughtAction, setAnswerAction } from './actions.ts'

/** What would have gone to endpoints, for demo, development and tests. It does not exist in production. */
export default definePage('/dev/endpoints', anybody, async ({ read }) => {
  if (isProduction) notFound()
  const t = await getTranslations('endpoints.caught')
  const all = (await listCatching(read)).map((endpoint) => {
    const requests = listCaught(endpoint.id)
    const rings = isRinging(endpoint.kind, requests)
    return { endpoint, requests, rings, answer: answerOf(endpoint.id) }
  })
  const lastOf = ({ requests: [last] }: (typeof all)[number]) => last?.at ?? 0
  const newestFirst = all.toSorted((a, b) => lastOf(b) - lastOf(a))
  const said = all.map(({ endpoint: { id, account, label, hint }, rings, requests: [last] }) => {
    const state = [t(rings ? 'ringing' : 'silent'), last?.message.title].filter(Boolean).join(': ')
    return { id, text: `${account}, ${label || hint}. ${state}.` }
  })
  return (
    <main className="mx-auto grid w-full max-w-5xl gap-6 px-4 py-8">
      <title>{t('title')}</title>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={<Link href="/dev/mailbox">{t('mailbox')}</Link>}
      />
      <LiveUpdates inFlight every={2 * second} said={said} path="/dev/endpoints" waiting={t('waiting')} />
      {all.length === 0 ? <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState> : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {newestFirst.map((one) => (
          <CaughtEndpoint
            key={one.endpoint.id}
            {...one}
            answers={setAnswerAction}
            acknowledges={acknowledgeCaughtAction}
          />
        ))}
      </div>
    </main>
  )
})
