import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { showEndpoint } from '#/db/words/endpoints.ts'
import { findEndpointLink } from '#/lib/changes/confirmations/endpoint-code.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { linkPage, UnknownLink } from '../../public-page.tsx'
import { confirmEndpointByLinkAction } from './actions.ts'

/** The link in a message to an endpoint: whose it is, and one button. */
export default linkPage('/endpoint/[token]', findEndpointLink, async ({ found, token }) => {
  const t = await getTranslations('endpoints.link')
  if (!found) return <UnknownLink title={t('unknown')} text={t('unknownText')} portal={t('portal')} />
  const { programmeName: programme } = await currentSettings()
  const { accountName: account, isOn, label } = found
  const facts = (
    <DescriptionList
      items={[
        { term: t('endpoint'), description: showEndpoint(found) },
        label && { term: t('label'), description: label },
        { term: t('account'), description: account },
      ]}
    />
  )
  if (isOn)
    return (
      <Page title={t('done')} of={[account]} description={t('doneText', { account })}>
        {facts}
      </Page>
    )
  return (
    <Page title={t('title')} of={[account]} description={t('lead', { account, programme })}>
      {facts}
      <ActionForm
        action={confirmEndpointByLinkAction}
        id="confirm"
        hidden={{ token }}
        submit={t('confirm')}
      />
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
})
