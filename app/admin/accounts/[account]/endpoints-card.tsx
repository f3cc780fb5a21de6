import { getTranslations } from 'next-intl/server'
import { EndpointTable } from '#/components/endpoints/endpoint-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { showEndpoint } from '#/db/words/endpoints.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { disableEndpointAction, enableEndpointAction } from '../actions.ts'

type EndpointsCardProps = { account: Account; endpoints: readonly KnownEndpoint[] }

/** The account's endpoints, which staff can switch off and on again. */
export async function EndpointsCard({ account, endpoints }: EndpointsCardProps) {
  const t = await getTranslations('endpoints.staff')
  if (endpoints.length === 0) return null
  return (
    <Card id="endpoints" title={t('title')} description={t('lead')}>
      <EndpointTable
        endpoints={endpoints}
        action={
          account.closedAt === null
            ? (one) => <SwitchForm key={one.id} account={account.slug} endpoint={one} />
            : undefined
        }
      />
    </Card>
  )
}

async function SwitchForm({ account, endpoint }: { account: string; endpoint: KnownEndpoint }) {
  const t = await getTranslations('endpoints.staff')
  const isOff = endpoint.state === 'disabled'
  const name = endpoint.label || showEndpoint(endpoint)
  return (
    <ActionForm
      action={isOff ? enableEndpointAction : disableEndpointAction}
      id={`endpoint-${endpoint.id}`}
      hidden={{ account, endpoint: endpoint.id }}
      submit={t(isOff ? 'enable' : 'disable')}
      named={t(isOff ? 'enableOf' : 'disableOf', { name })}
      variant="secondary"
      size="small"
    />
  )
}
