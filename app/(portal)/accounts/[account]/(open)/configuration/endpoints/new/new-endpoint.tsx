import { getTranslations } from 'next-intl/server'
import { drawControls, drawWords } from '#/components/endpoints/endpoint-controls.tsx'
import { NewSecret } from '#/components/endpoints/new-secret.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type EndpointKind, maxEndpoints, routedFields, ruleOf } from '#/db/words/accounts.ts'
import { unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { isFormAnswered } from '#/lib/platform/lists/refused-form.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { AccountPage, type AccountPageProps } from '../../../../account-page.tsx'
import { endpointsPath } from '../../../../paths.ts'
import { drawProof } from '../draw-proof.tsx'
import { addEndpointAction } from '../endpoint-actions.ts'
import { EndpointsClosed, readOffer } from '../endpoints-closed.tsx'

/** First the kind, then its form; `?field=…` chooses a contact field. */
export async function renderNewEndpoint({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('endpoints')
  const path = endpointsPath(grant)
  const { closed, kinds } = await readOffer(read, grant)
  // The answer to the form that added the last one stays.
  const isFull =
    !closed && (await listEndpoints(read, grant)).length >= maxEndpoints.account && !(await isFormAnswered())
  const allowed = closed || isFull ? [] : kinds
  const kind = allowed.find((one) => one === query.kind)
  const field = routedFields.find((one) => one === query.field)
  const pathTo = (one: EndpointKind) =>
    `${path}/new?${new URLSearchParams({ kind: one, ...(field && { field }) })}`
  return (
    <AccountPage
      grant={grant}
      title={kind ? t('new.titleOf', { kind: t(`kinds.${kind}.name`) }) : t('new.title')}
      description={kind ? t(`kinds.${kind}.about`) : allowed.length > 0 && t('new.lead')}
      parent={{ href: path, name: t('list.title') }}
      actions={<SmallLink href="/help#endpoints">{t('new.guide')}</SmallLink>}
    >
      <EndpointsClosed closed={closed} path={`${path}/new`} />
      {isFull ? <Banner meaning="information" title={t('list.full', { max: maxEndpoints.account })} /> : null}
      {kind ? await renderForm(kind) : allowed.length > 0 && <KindList kinds={allowed} hrefOf={pathTo} />}
    </AccountPage>
  )

  async function renderForm(kind: EndpointKind) {
    const { account, integrationType } = grant
    const offered = routedFields.filter((one) => ruleOf(one, integrationType.merchantIssues) !== 'hidden')
    const proof = (await drawProof(grant, read))(t('new.submit'), 'primary')
    return (
      <div className="max-w-measure">
        {/* The key identifies this form, so that sending it twice adds one endpoint. */}
        <ActionForm
          action={unlessReadOnly(grant, addEndpointAction)}
          id="endpoint"
          hidden={{ account: account.slug, key: newId(), kind }}
          submit={proof.submit}
          cancel={path}
          answer={<NewSecret title={t('new.made')} list={path} next={t('new.next')} />}
        >
          {await drawControls(kind, 'new')}
          {
            await drawWords({
              offered,
              chosen: [field ?? 'technical-emergency'],
              defaultLocale: account.defaultLocale,
            })
          }
          <p className="text-muted text-small">{t('new.follows', { kind })}</p>
          {proof.field}
        </ActionForm>
      </div>
    )
  }
}

type KindListProps = { kinds: readonly EndpointKind[]; hrefOf: (kind: EndpointKind) => string }

/** What people have, what rings first. */
const offered = ['ntfy', 'sms', 'slack', 'teams', 'google-chat', 'pagerduty', 'webhook'] as const

async function KindList({ kinds, hrefOf }: KindListProps) {
  const t = await getTranslations('endpoints.kinds')
  const names = await getTranslations('endpoints.new.kinds')
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {offered
        .filter((kind) => kinds.includes(kind))
        .map((kind) => (
          <li key={kind} className="grid">
            <Card title={<Link href={hrefOf(kind)}>{names(kind)}</Link>}>
              <p className="text-small">{t(`${kind}.about`)}</p>
            </Card>
          </li>
        ))}
    </ul>
  )
}
