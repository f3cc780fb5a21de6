import { getTranslations } from 'next-intl/server'
import { EndpointTable } from '#/components/endpoints/endpoint-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { nameEndpoint, showEndpoint } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { disableEndpointAction, enableEndpointAction } from '../actions.ts'

type EndpointsCardProps = { account: Account; endpoints: readonly KnownEndpoint[] }

/** The account's endpoints, which staff can disable and enable again. */
export async function EndpointsCard({ account, endpoints }: EndpointsCardProps) {
  const t = await getTranslations('endpoints.staff')
  const isClosed = account.closedAt !== null
  const left = endpoints.filter(({ byStaff }) => !byStaff)
  return (
    <>
      {endpoints.length > 0 ? (
        <Card id="endpoints" title={t('title')} description={t('lead')}>
          <EndpointTable endpoints={endpoints} action={isClosed ? undefined : drawEnable} />
        </Card>
      ) : null}
      {/* In the same place, or a question would be lost once nothing is left to disable. */}
      <DisableCard account={account} endpoints={isClosed ? [] : left} />
    </>
  )

  function drawEnable(endpoint: KnownEndpoint) {
    if (endpoint.state !== 'disabled') return null
    return (
      <ActionForm
        action={enableEndpointAction}
        id={`enable-${endpoint.id}`}
        hidden={{ account: account.slug, endpoint: endpoint.id }}
        submit={t('enable')}
        named={t('enableOf', { name: endpoint.label || showEndpoint(endpoint) })}
        variant="secondary"
        size="small"
      />
    )
  }
}

/** Disables one of these endpoints, with the reason for its owners. */
async function DisableCard({ account, endpoints }: EndpointsCardProps) {
  const t = await getTranslations('endpoints.staff.disable')
  if (endpoints.length === 0) return null
  return (
    <Card id="disable-endpoint" title={t('title')} description={t('lead')}>
      <div className="max-w-measure">
        <ActionForm
          action={disableEndpointAction}
          id="disable-endpoint"
          hidden={{ account: account.slug }}
          submit={t('submit')}
          variant="danger"
        >
          <FormSelect
            name="endpoint"
            label={t('endpoint')}
            options={endpoints.map((one) => ({ value: one.id, label: nameEndpoint(one) }))}
          />
          <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={3} required />
        </ActionForm>
      </div>
    </Card>
  )
}
