import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { KeyUses } from '#/components/sources/key-uses.tsx'
import { SourceTable } from '#/components/sources/source-table.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { env } from '#/env.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { usableKeys } from '#/lib/identity/keys/policy.ts'
import { listSources } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

const base = '/admin/settings/sources'

export default definePage('/admin/settings/sources', admin, async ({ grant, read }) => {
  const t = await getTranslations('sources')
  const sources = await listSources(read, grant)
  const at = now()
  const usable = sources.filter((source) => usableKeys(source, at).length > 0)
  const ended = sources.filter((source) => usableKeys(source, at).length === 0)
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      wide
      actions={
        <ButtonLink variant="primary" icon="plus" href={`${base}/new`}>
          {t('add')}
        </ButtonLink>
      }
    >
      {usable.length > 0 ? (
        <SourceTable caption={t('usable')} sources={usable} base={base} />
      ) : (
        <EmptyState icon="bell" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
      {ended.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-large">{t('ended')}</h2>
          <SourceTable caption={t('ended')} sources={ended} base={base} />
        </section>
      ) : null}
      {sources.length > 0 ? <ZoneNote /> : null}
      <Disclosure summary={t('uses.title')}>
        <KeyUses appUrl={env.APP_URL} />
      </Disclosure>
    </SettingsPage>
  )
})
