import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { KeyTable } from '#/components/sources/key-table.tsx'
import { SourceFields } from '#/components/sources/source-fields.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { versionOfSource } from '#/lib/admin/sources/schema.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { maxUsableKeys, usableKeys } from '#/lib/identity/keys/policy.ts'
import { findSource } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { saveSourceAction } from '../actions.ts'

const list = '/admin/settings/sources'

export default definePage(
  '/admin/settings/sources/[source]',
  admin,
  async ({ grant, read, params, query }) => {
    const source = (await findSource(read, grant, params.source)) ?? notFound()
    const sources = await getTranslations('sources')
    const t = await getTranslations('sources.source')
    const scopes = await getTranslations('sources.scopes')
    const settings = await getTranslations('adminSettings')
    const base = `${list}/${source.id}`
    const mayAdd = usableKeys(source, now()).length < maxUsableKeys
    const done = query.done === 'revoked' || query.done === 'saved' ? sources(query.done) : null
    return (
      <SettingsPage
        title={source.name}
        lead={t('keysText')}
        parent={{ href: list, name: sources('title') }}
        done={done}
        history={{ subject: source.id }}
      >
        <section className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-large">{t('keys')}</h2>
            {mayAdd ? (
              <ButtonLink icon="plus" href={`${base}/keys/new`}>
                {t('addKey')}
              </ButtonLink>
            ) : null}
          </div>
          {mayAdd ? null : <p className="max-w-measure text-muted">{t('full')}</p>}
          <KeyTable caption={t('keys')} keys={source.keys} base={base} />
          <ZoneNote />
        </section>
        <Card title={t('settings')} description={t('settingsText')}>
          <ActionForm
            action={saveSourceAction}
            id="source"
            hidden={{ source: source.id }}
            submit={settings('save')}
            cancel={list}
            version={versionOfSource(source)}
          >
            <SourceFields source={source} />
          </ActionForm>
        </Card>
        <Card title={t('scopes')} description={t('scopesText')}>
          <ul className="flex flex-col gap-1">
            {source.scopes.map((scope) => (
              <li key={scope}>
                {scopes(`${scope}.name`)} <code className="text-muted">({scope})</code>
              </li>
            ))}
          </ul>
        </Card>
      </SettingsPage>
    )
  },
)
