import { getTranslations } from 'next-intl/server'
import { EndpointTable } from '#/components/endpoints/endpoint-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { showEndpoint } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { switchEndpointAction } from '../actions.ts'

type EndpointsCardProps = { account: Account; endpoints: readonly KnownEndpoint[] }

/** The account's endpoints, which staff can switch off and on again. */
export async function EndpointsCard({ account, endpoints }: EndpointsCardProps) {
  const t = await getTranslations('endpoints.staff')
  if (endpoints.length === 0) return null
  return (
    <Card id="endpoints" title={t('title')} description={t('lead')}>
      <EndpointTable endpoints={endpoints} action={account.closedAt === null ? drawSwitch : undefined} />
    </Card>
  )

  function drawSwitch(endpoint: KnownEndpoint) {
    const act = endpoint.state === 'disabled' ? 'enable' : 'disable'
    return (
      <ActionForm
        action={switchEndpointAction}
        id={`endpoint-${endpoint.id}`}
        hidden={{ account: account.slug, endpoint: endpoint.id, act }}
        submit={t(act)}
        named={t(`${act}Of`, { name: endpoint.label || showEndpoint(endpoint) })}
        variant="secondary"
        size="small"
      />
    )
  }
}
