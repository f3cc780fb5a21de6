import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { KeyUses } from '#/components/sources/key-uses.tsx'
import { SourceTable } from '#/components/sources/source-table.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { env } from '#/env.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { isUsable } from '#/lib/identity/keys/policy.ts'
import { listSources } from '#/lib/identity/keys/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

const base = '/admin/settings/sources'

export default definePage(async ({ searchParams }: PageProps<'/admin/settings/sources'>) => {
  const grant = await requireStaff('admin')
  const t = await getTranslations('sources')
  const settings = await getTranslations('adminSettings')
  const { programmeName } = await currentSettings()
  const sources = await listSources((await getStore()).read, grant)
  const at = now()
  const [usable, ended] = [
    sources.filter((source) => isUsable(source, at)),
    sources.filter((source) => !isUsable(source, at)),
  ]
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href="/admin/settings">{settings('title')}</Link>}
        description={t('lead')}
        actions={
          <ButtonLink variant="primary" icon="plus" href={`${base}/new`}>
            {t('add')}
          </ButtonLink>
        }
      />
      {(await searchParams).done === 'revoked' ? (
        <Banner meaning="good" role="status" title={t('revoked')} />
      ) : null}
      {usable.length > 0 ? (
        <SourceTable caption={t('usable')} sources={usable} now={at} base={base} />
      ) : (
        <EmptyState icon="bell" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
      {ended.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-large">{t('ended')}</h2>
          <SourceTable caption={t('ended')} sources={ended} now={at} base={base} />
        </section>
      ) : null}
      {sources.length > 0 ? <ZoneNote /> : null}
      <Disclosure summary={t('uses.title')}>
        <KeyUses appUrl={env.APP_URL} />
      </Disclosure>
    </>
  )
})
