import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { showEndpoint } from '#/db/words/accounts.ts'
import { findEndpointLink } from '#/lib/changes/confirmations/endpoint-code.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { linkPage, UnknownLink } from '../../public-page.tsx'
import { confirmEndpointByLinkAction, refuseEndpointAction } from './actions.ts'

/** The link in a message to an endpoint: whose it is, and the two answers. The second asks again first. */
export default linkPage('/endpoint/[token]', findEndpointLink, async ({ found, token, query }) => {
  const t = await getTranslations('endpoints.link')
  if (!found) return <UnknownLink title={t('unknown')} text={t('unknownText')} portal={t('portal')} />
  const { programmeName: programme } = await currentSettings()
  const { accountName: account, label } = found
  const isRefusing = query.answer === 'not-mine'
  const state = found.state === 'open' && isRefusing ? 'refuse' : found.state
  const path = `/endpoint/${token}`
  return (
    <Page
      title={t(`${state}.title`)}
      of={[account]}
      description={t(`${state}.text`, { account, programme })}
      asks={query.done !== undefined && state !== 'open'}
    >
      <DescriptionList
        items={[
          label && { term: t('label'), description: label },
          { term: t('endpoint'), description: showEndpoint(found) },
          { term: t('account'), description: account },
        ]}
      />
      {state === 'open' || state === 'refuse' ? (
        <>
          <ActionForm
            action={isRefusing ? refuseEndpointAction : confirmEndpointByLinkAction}
            id="answer"
            hidden={{ token }}
          >
            <ButtonRow>
              <SubmitButton variant={isRefusing ? 'danger' : 'primary'}>{t(`${state}.submit`)}</SubmitButton>
              <PlainLink href={isRefusing ? path : `${path}?answer=not-mine`}>
                {t(`${state}.other`)}
              </PlainLink>
            </ButtonRow>
          </ActionForm>
          <p className="text-muted text-small">{t('nothingYet')}</p>
        </>
      ) : null}
    </Page>
  )
})
