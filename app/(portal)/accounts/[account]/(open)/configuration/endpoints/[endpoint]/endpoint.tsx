import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EndpointControls, nameControls } from '#/components/endpoints/endpoint-controls.tsx'
import { EndpointStanding } from '#/components/endpoints/endpoint-table.tsx'
import { EndpointWords, nameWords } from '#/components/endpoints/endpoint-words.tsx'
import { NewSecret } from '#/components/endpoints/new-secret.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { codeInput } from '#/components/ui/text-input.tsx'
import { type EndpointField, endpointFields, ruleOf } from '#/db/words/accounts.ts'
import { showEndpoint } from '#/db/words/endpoints.ts'
import { isTestField } from '#/db/words/notices.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { type KnownEndpoint, listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { type EndpointSettings, readEndpointSettings } from '#/lib/changes/contacts/endpoint-settings.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AccountPage, type AccountPageProps } from '../../../../account-page.tsx'
import { endpointsPath } from '../../../../paths.ts'
import { sendTestAction } from '../../../notices/notice-actions.ts'
import * as actions from '../endpoint-actions.ts'
import { EndpointsClosed } from '../endpoints-closed.tsx'
import { ProofFirst } from '../proof-first.tsx'

type EndpointPageProps = AccountPageProps & { params: { endpoint: string } }

/** One endpoint: its state, and for owners and editors what they can do with it. */
export async function renderEndpoint({ grant, read, query, params }: EndpointPageProps) {
  const t = await getTranslations('endpoints')
  const { programmeName: programme } = await currentSettings()
  const endpoint = (await listEndpoints(read, grant)).find(({ id }) => id === params.endpoint) ?? notFound()
  const settings = await readEndpointSettings(read, grant, endpoint.id)
  const path = endpointsPath(grant)
  const shown = showEndpoint(endpoint)
  const isSandbox = (await currentEnvironment()) === 'sandbox'
  const props = { ...{ grant, read, query }, endpoint, settings, path: `${path}/${endpoint.id}` }
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
      {isSandbox ? <EndpointsClosed closed="sandbox" path={props.path} programme={programme} /> : null}
      {settings.isReadable ? null : <Banner meaning="bad" title={t('reasons.sealed')} />}
      <Card>
        <Facts {...props} />
      </Card>
      {asEditor(grant) && !isSandbox ? <Forms {...props} /> : null}
    </AccountPage>
  )
}

type PartProps = AccountPageProps & { endpoint: KnownEndpoint; settings: EndpointSettings; path: string }

async function Facts({ endpoint, settings }: PartProps) {
  const t = await getTranslations('endpoints')
  const { kind, fields } = endpoint
  const names = await listFieldNames(fields)
  return (
    <DescriptionList
      items={[
        {
          term: t('list.state'),
          description: <EndpointStanding endpoint={endpoint} />,
        },
        { term: t('list.fields'), description: names.join(', ') || t('list.noField') },
        ...Object.entries(settings.shown).map(([name, text]) => ({
          term: t(`kinds.${kind}.${name}` as 'kinds.webhook.publicKey'),
          description: (
            <code translate="no" className="wrap-anywhere select-all font-mono">
              {text}
            </code>
          ),
        })),
      ]}
    />
  )
}

async function Forms(props: PartProps) {
  const t = await getTranslations('endpoints.one')
  const { grant, read, endpoint, settings, path } = props
  const hidden = { account: grant.account.slug, endpoint: endpoint.id }
  return (
    <>
      {endpoint.state === 'on' || endpoint.byStaff ? null : <ConfirmCard {...props} />}
      {endpoint.state === 'on' ? <TestCard {...props} /> : null}
      <Card id="change" title={t('change.title')}>
        <ProofFirst grant={grant} read={read} id="proof-change" next={`${path}#change`}>
          <ChangeForm {...props} />
        </ProofFirst>
      </Card>
      {settings.rotates ? (
        <Card id="secret" title={t('rotate.title')} description={t('rotate.text')}>
          <ProofFirst grant={grant} read={read} id="proof-secret" next={`${path}#secret`}>
            <ActionForm
              action={unlessReadOnly(grant, actions.rotateSecretAction)}
              id="rotate"
              hidden={hidden}
              submit={t('rotate.submit')}
              variant="secondary"
              answer={
                <NewSecret title={t('rotate.made')} list={endpointsPath(grant)} next={t('rotate.next')} />
              }
            />
          </ProofFirst>
        </Card>
      ) : null}
      <Card id="place" title={t('place.title')} description={t('place.text')}>
        <ProofFirst grant={grant} read={read} id="proof-place" next={`${path}#place`}>
          <ActionForm
            action={unlessReadOnly(grant, actions.replaceTargetAction)}
            id="replace"
            hidden={{ ...hidden, kind: endpoint.kind }}
            labels={await nameControls(endpoint.kind, 'place')}
            submit={t('place.submit')}
            variant="secondary"
          >
            <EndpointControls kind={endpoint.kind} which="place" />
          </ActionForm>
        </ProofFirst>
      </Card>
      <Card id="remove" title={t('remove.title')} description={t('remove.text')}>
        <ProofFirst grant={grant} read={read} id="proof-remove" next={`${path}#remove`}>
          <ActionForm
            action={unlessReadOnly(grant, actions.removeEndpointAction)}
            id="remove-endpoint"
            hidden={hidden}
            submit={t('remove.submit')}
            variant="danger"
          />
        </ProofFirst>
      </Card>
    </>
  )
}

async function ConfirmCard({ grant, endpoint }: PartProps) {
  const t = await getTranslations('endpoints.one.confirm')
  const address = await getTranslations('settings.address')
  const hidden = { account: grant.account.slug, endpoint: endpoint.id }
  return (
    <Card
      id="confirm"
      title={t('title')}
      description={t(endpoint.state === 'unconfirmed' ? 'text' : 'again')}
    >
      <ActionForm
        action={unlessReadOnly(grant, actions.confirmEndpointAction)}
        id="code"
        hidden={hidden}
        submit={t('submit')}
      >
        <FormInput {...codeInput} label={t('code')} hint={address('codeHint')} />
      </ActionForm>
      <ActionForm
        action={unlessReadOnly(grant, actions.resendEndpointCodeAction)}
        id="resend"
        hidden={hidden}
        submit={t('resend')}
        variant="quiet"
      />
    </Card>
  )
}

/** A test goes along the whole path of a real notice: to everyone in the field. */
async function TestCard({ grant, endpoint }: PartProps) {
  const t = await getTranslations('endpoints.one.test')
  const form = await getTranslations('contacts.form')
  const fields = endpoint.fields.filter(isTestField)
  const names = await listFieldNames(fields)
  if (fields.length === 0) return null
  return (
    <Card title={t('title')} description={t('text')}>
      {fields.map((field, index) => (
        <ActionForm
          key={field}
          action={unlessReadOnly(grant, sendTestAction)}
          id={`test-${field}`}
          hidden={{ account: grant.account.slug, field }}
          submit={form('sendTestTo', { field: names[index] ?? field })}
          variant="secondary"
        />
      ))}
    </Card>
  )
}

async function ChangeForm({ grant, endpoint, settings }: PartProps) {
  const t = await getTranslations('endpoints.one.change')
  const { account, integrationType } = grant
  const isOffered = (field: EndpointField) =>
    ruleOf(field, integrationType.merchantIssues) !== 'hidden' || endpoint.fields.includes(field)
  return (
    <ActionForm
      action={unlessReadOnly(grant, actions.changeEndpointAction)}
      id="words"
      hidden={{ account: account.slug, endpoint: endpoint.id }}
      labels={{ ...(await nameWords()), ...(await nameControls(endpoint.kind, 'switches')) }}
      submit={t('submit')}
      variant="secondary"
    >
      <EndpointWords
        offered={endpointFields.filter(isOffered)}
        chosen={endpoint.fields}
        defaultLocale={account.defaultLocale}
        stored={endpoint}
      />
      <EndpointControls kind={endpoint.kind} which="switches" on={settings.on} />
    </ActionForm>
  )
}
