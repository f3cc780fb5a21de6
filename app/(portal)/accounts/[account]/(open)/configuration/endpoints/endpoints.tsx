import { getTranslations } from 'next-intl/server'
import { EndpointTable } from '#/components/endpoints/endpoint-table.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { maxEndpoints } from '#/db/words/accounts.ts'
import { asEditor } from '#/lib/accounts/access/grants.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { ConfigurationTabs } from '../../../configuration-tabs.tsx'
import { contactsPath, endpointsPath } from '../../../paths.ts'
import { EndpointsClosed, readOffer } from './endpoints-closed.tsx'

/** The account's endpoints, and whether notices go to them. */
export async function renderEndpoints({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('endpoints')
  const path = endpointsPath(grant)
  const endpoints = await listEndpoints(read, grant)
  const { closed } = await readOffer(read, grant)
  const isFull = endpoints.length >= maxEndpoints.account
  const add =
    closed || isFull || grant.readOnly ? null : (
      <SmallLink variant="primary" href={`${path}/new`}>
        {t('list.add')}
      </SmallLink>
    )
  return (
    <AccountPage
      grant={grant}
      title={t('list.title')}
      description={t('list.lead')}
      actions={endpoints.length > 0 ? add : null}
      zoned={endpoints.length > 0}
    >
      <ConfigurationTabs grant={grant} />
      <DoneBanner done={query.done} known={['removed']} title={(word) => t(`done.${word}`)} />
      <EndpointsClosed closed={closed} path={path} />
      {isFull && asEditor(grant) ? (
        <Banner meaning="information" title={t('list.full', { max: maxEndpoints.account })} />
      ) : null}
      {endpoints.length > 0 ? (
        <EndpointTable
          endpoints={endpoints}
          pathOf={(id) => `${path}/${id}`}
          fieldPath={(field) => `${contactsPath(grant)}#${field}`}
        />
      ) : (
        <EmptyState icon="bell" title={t('list.none')} action={add}>
          {t('list.noneText')}
        </EmptyState>
      )}
    </AccountPage>
  )
}
