import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EndpointStanding } from '#/components/contacts/endpoint-status.tsx'
import { drawControls, drawWords } from '#/components/endpoints/endpoint-controls.tsx'
import { NewSecret } from '#/components/endpoints/new-secret.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import type { ButtonVariant } from '#/components/ui/button.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { CopyButton } from '#/components/ui/copy-button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { codeInput } from '#/components/ui/text-input.tsx'
import { type RoutedField, routedFields, ruleOf, showEndpoint } from '#/db/words/accounts.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { type KnownEndpoint, listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { type EndpointSettings, readEndpointSettings } from '#/lib/changes/contacts/endpoint-settings.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AccountPage, type AccountPageProps } from '../../../../account-page.tsx'
import { endpointsPath } from '../../../../paths.ts'
import { TestForm } from '../../../notices/test-form.tsx'
import { drawProof } from '../draw-proof.tsx'
import * as actions from '../endpoint-actions.ts'
import { EndpointsClosed, type Offer, readOffer } from '../endpoints-closed.tsx'

type EndpointPageProps = AccountPageProps & { params: { endpoint: string } }

/** One endpoint: its state, and for owners and editors what they can do with it. */
export async function renderEndpoint({ grant, read, query, params }: EndpointPageProps) {
  const t = await getTranslations('endpoints')
  const endpoint = (await listEndpoints(read, grant)).find(({ id }) => id === params.endpoint) ?? notFound()
  const settings = await readEndpointSettings(read, grant, endpoint.id)
  const path = endpointsPath(grant)
  const shown = showEndpoint(endpoint)
  const fields = await listFieldNames(endpoint.fields)
  const isSandbox = (await currentEnvironment()) === 'sandbox'
  const offer = await readOffer(read, grant)
  const { closed } = offer
  const props = { ...{ grant, read, query }, endpoint, settings, ...offer, path: `${path}/${endpoint.id}` }
  return (
    <AccountPage
      grant={grant}
      title={endpoint.label || shown}
      description={endpoint.label ? shown : undefined}
      parent={{ href: path, name: t('list.title') }}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['added', 'changed', 'replaced', 'sent', 'confirmed']}
        title={(word) => t(`done.${word}`)}
      />
      {closed === 'allOff' || closed === 'sandbox' ? (
        <EndpointsClosed closed={closed} path={props.path} />
      ) : null}
      {settings.isReadable ? null : <Banner meaning="bad" title={t('reasons.sealed')} />}
      <div className="flex max-w-measure flex-col gap-6">
        <Card>
          <DescriptionList
            items={[
              { term: t('list.state'), description: <EndpointStanding {...endpoint} /> },
              { term: t('list.fields'), description: fields.join(', ') || t('list.noField') },
              ...Object.entries(settings.shown).map(([name, key]) => ({
                term: t(`kinds.${endpoint.kind}.${name}` as 'kinds.webhook.publicKey'),
                description: (
                  <>
                    <code translate="no" className="wrap-anywhere select-all font-mono">
                      {key}
                    </code>
                    <CopyButton text={key} />
                  </>
                ),
              })),
            ]}
          />
        </Card>
        {asEditor(grant) && !isSandbox ? <Forms {...props} /> : null}
      </div>
    </AccountPage>
  )
}

type PartProps = AccountPageProps &
  Offer & { endpoint: KnownEndpoint; settings: EndpointSettings; path: string }

async function Forms(props: PartProps) {
  const t = await getTranslations('endpoints.one')
  const address = await getTranslations('settings.address')
  const { programmeName: programme } = await currentSettings()
  const { grant, read, endpoint, settings, kinds } = props
  const { account, integrationType } = grant
  const { id, kind, state, fields, byStaff } = endpoint
  const isOff = props.closed === 'allOff'
  const isAllowed = kinds.includes(kind)
  const reason = parseEndpointReason(endpoint.reason)
  const getsNoCode = state === 'on' || byStaff || reason === 'refused' || isOff || !settings.isReadable
  const sent = reason ? 'failed' : 'text'
  const enterAgain = settings.isReadable ? 'text' : 'sealed'
  const proof = await drawProof(grant, read)
  const [change, rotate, replace, remove] = [
    proof(t('change.submit'), 'secondary'),
    proof(t('rotate.submit'), 'secondary'),
    proof(t('place.submit'), 'secondary'),
    proof(t('remove.submit'), 'danger'),
  ]
  const form = (name: string, action: FormAction, variant: ButtonVariant = 'secondary') => ({
    ...{ id: name, action: unlessReadOnly(grant, action), variant },
    hidden: { account: account.slug, endpoint: id },
  })
  const isOffered = (field: RoutedField) =>
    ruleOf(field, integrationType.merchantIssues) !== 'hidden' || fields.includes(field)
  const offered = routedFields.filter(isOffered)
  return (
    <>
      {state === 'on' && !isOff && settings.isReadable ? <TestCard {...props} /> : null}
      {getsNoCode ? null : (
        <Card
          id="confirm"
          title={t('confirm.title')}
          description={t(`confirm.${state === 'unconfirmed' ? sent : 'again'}`, { kind })}
        >
          <ActionForm
            {...form('code', actions.confirmEndpointAction, 'primary')}
            submit={t('confirm.submit')}
          >
            <FormInput {...codeInput} label={t('confirm.code')} hint={address('codeHint')} />
          </ActionForm>
          <ActionForm
            {...form('resend', actions.resendEndpointCodeAction, 'quiet')}
            submit={t('confirm.resend')}
          />
        </Card>
      )}
      {settings.isReadable ? (
        <Card id="change" title={t('change.title')}>
          <ActionForm {...form('words', actions.changeEndpointAction)} submit={change.submit}>
            {
              await drawWords({
                offered,
                chosen: fields,
                defaultLocale: account.defaultLocale,
                stored: endpoint,
              })
            }
            {await drawControls(kind, 'settings', settings.on)}
            {change.field}
          </ActionForm>
        </Card>
      ) : null}
      {settings.rotates && settings.isReadable ? (
        <Card id="secret" title={t('rotate.title')} description={t('rotate.text')}>
          <ActionForm
            {...form('rotate', actions.rotateSecretAction)}
            submit={rotate.submit}
            answer={
              <NewSecret title={t('rotate.made')} list={endpointsPath(grant)} next={t('rotate.next')} />
            }
          >
            {rotate.field}
          </ActionForm>
        </Card>
      ) : null}
      {byStaff || isOff || !(isAllowed || settings.isReadable) ? null : (
        <Card
          id="place"
          title={t('place.title')}
          description={t(`place.${isAllowed ? enterAgain : 'closed'}`, { programme, kind })}
        >
          <ActionForm
            {...form('replace', actions.replaceTargetAction)}
            submit={replace.submit}
            ended={!isAllowed}
          >
            {await drawControls(kind, 'place')}
            {replace.field}
          </ActionForm>
        </Card>
      )}
      <Card id="remove">
        <Disclosure summary={t('remove.title')}>
          <ActionForm
            {...form('remove-endpoint', actions.removeEndpointAction, 'danger')}
            submit={remove.submit}
          >
            <p className="text-small">{t('remove.text')}</p>
            {remove.field}
          </ActionForm>
        </Disclosure>
      </Card>
    </>
  )
}

/** A test of this endpoint alone, or along the whole path of a real notice: to everyone in a field. */
async function TestCard({ grant, endpoint }: PartProps) {
  const t = await getTranslations('endpoints.one.test')
  const { fields } = endpoint
  const names = await listFieldNames(fields)
  const [first] = fields
  if (first === undefined) return null
  return (
    <Card title={t('title')} description={t('text')}>
      <TestForm
        grant={grant}
        field={first}
        name={names[0]}
        only={{ endpoint: endpoint.id, submit: t('only') }}
      />
      {fields.map((field, index) => (
        <TestForm key={field} grant={grant} field={field} name={names[index]} showsName />
      ))}
    </Card>
  )
}
