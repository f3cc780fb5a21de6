import { getTranslations } from 'next-intl/server'
import { EndpointTable } from '#/components/endpoints/endpoint-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { showEndpoint } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { endpointSwitches } from '#/lib/changes/contacts/switch-endpoint.ts'
import { switchEndpointAction } from '../actions.ts'

type EndpointsCardProps = { account: Account; endpoints: readonly KnownEndpoint[] }

/** The account's endpoints, which staff can switch off and on again. */
export async function EndpointsCard({ account, endpoints }: EndpointsCardProps) {
  const t = await getTranslations('endpoints.staff')
  if (endpoints.length === 0) return null
  return (
    <Card id="endpoints" title={t('title')} description={t('lead')}>
      <EndpointTable endpoints={endpoints} action={account.closedAt === null ? drawSwitches : undefined} />
    </Card>
  )

  function drawSwitches(endpoint: KnownEndpoint) {
    const { state, byStaff } = endpoint
    const acts = endpointSwitches.filter((act) => (act === 'enable' ? state === 'disabled' : !byStaff))
    return (
      <div className="flex flex-wrap justify-end gap-2">{acts.map((act) => drawSwitch(endpoint, act))}</div>
    )
  }

  function drawSwitch(endpoint: KnownEndpoint, act: (typeof endpointSwitches)[number]) {
    return (
      <ActionForm
        key={act}
        action={switchEndpointAction}
        id={`${act}-${endpoint.id}`}
        hidden={{ account: account.slug, endpoint: endpoint.id, act }}
        submit={t(act)}
        named={t(`${act}Of`, { name: endpoint.label || showEndpoint(endpoint) })}
        variant="secondary"
        size="small"
      />
    )
  }
}
