import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { NewKey } from '#/components/sources/new-key.tsx'
import { ExpiryField, SourceFields } from '#/components/sources/source-fields.tsx'
import { keyScopes } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addSourceAction } from '../actions.ts'

const back = '/admin/settings/sources'

/** Creates a source; its key then replaces the form, once only. */
export default definePage('/admin/settings/sources/new', admin, async () => {
  const sources = await getTranslations('sources')
  const t = await getTranslations('sources.new')
  const scopes = await getTranslations('sources.scopes')
  return (
    <Page title={t('title')} parent={{ href: back, name: sources('title') }} description={t('lead')}>
      {/* The key identifies this form, so that sending it twice makes one source. */}
      <div className="max-w-measure">
        <ActionForm
          action={addSourceAction}
          id="source"
          hidden={{ key: newId() }}
          submit={t('action')}
          cancel={back}
          answer={
            <NewKey
              title={t('made')}
              once={t('once')}
              appUrl={env.APP_URL}
              back={{ href: back, name: t('back') }}
            />
          }
        >
          <SourceFields>
            <FormCheckboxGroup
              name="scopes"
              legend={t('scopes')}
              hint={t('scopesHint')}
              defaultValue={['events:write']}
              options={keyScopes.map((scope) => ({
                value: scope,
                label: scopes(`${scope}.name`),
                hint: `${scopes(`${scope}.hint`)} (${scope})`,
              }))}
            />
          </SourceFields>
          <ExpiryField zone={await nameReaderZone()} />
        </ActionForm>
      </div>
    </Page>
  )
})
