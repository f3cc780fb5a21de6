import { getTimeZone, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup, FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { categoryChoices } from '#/components/notices/notice-words.ts'
import { Page } from '#/components/shell/page.tsx'
import { KeyUses } from '#/components/sources/key-uses.tsx'
import { ShownKey } from '#/components/sources/shown-key.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import { keyScopes } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { longestAccountLabel, longestSourceName, usualAccountLabel } from '#/lib/admin/sources/schema.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addSourceAction } from '../actions.ts'

const back = '/admin/settings/sources'

/** Creates a source; its key then replaces the form, once only. */
export default definePage('/admin/settings/sources/new', admin, async () => {
  const sources = await getTranslations('sources')
  const t = await getTranslations('sources.new')
  const scopes = await getTranslations('sources.scopes')
  const answer = (
    <ShownKey
      title={t('made')}
      once={t('once')}
      keyLabel={t('key')}
      copy={t('copy')}
      copied={t('copied')}
      gone={t('gone')}
    >
      <KeyUses appUrl={env.APP_URL} />
      <ButtonRow>
        <ButtonLink href={back}>{t('back')}</ButtonLink>
      </ButtonRow>
    </ShownKey>
  )
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
          answer={answer}
        >
          <FormInput
            name="name"
            label={t('name')}
            hint={t('nameHint')}
            maxLength={longestSourceName}
            autoComplete="off"
            required
          />
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
          <FormSelect
            name="defaultCategory"
            label={t('category')}
            hint={t('categoryHint')}
            options={[{ value: '', label: t('noCategory') }, ...(await categoryChoices())]}
          />
          <FormInput
            {...asTyped}
            name="accountLabel"
            label={t('label')}
            hint={t('labelHint')}
            defaultValue={usualAccountLabel}
            maxLength={longestAccountLabel}
            width="half"
          />
          <FormCheckboxGroup
            name="internalLinks"
            legend={t('links')}
            hint={t('linksHint')}
            options={[{ value: 'yes', label: t('linksToPartners') }]}
          />
          <FormInput
            name="expires"
            type="date"
            label={t('expires')}
            optional
            hint={t('expiresHint', { zone: await getTimeZone() })}
            width="half"
          />
        </ActionForm>
      </div>
    </Page>
  )
})
