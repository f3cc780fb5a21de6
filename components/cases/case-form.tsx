import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormTextarea } from '#/components/form/form-field.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type CaseCategory, caseCategories, caseLimits, urgentSituations } from '#/db/words/cases.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { newId } from '#/lib/platform/values/ids.ts'

type CaseFormProps = {
  action: FormAction | null
  account: string
  environment: AccountEnvironment
  back: string
  follows?: { number: number; subject: string; category: CaseCategory } | undefined
  /** The recipients shown under each category if staff open the case. */
  staffHints?: Record<CaseCategory, string> | undefined
}

/**
 * The form for a new case. CSS shows the urgent situations once "urgent" is chosen; browsers without support always
 * show them.
 */
export async function CaseForm(props: CaseFormProps) {
  const { action, account, environment, back, follows, staffHints } = props
  const t = await getTranslations('cases')
  const words = staffHints ? 'staffNew' : 'new'
  return (
    <div className="max-w-measure">
      <ActionForm
        action={action}
        id="case"
        // A new key, so that sending the form twice opens one case.
        hidden={{ account, key: newId() }}
        submit={t(`${words}.submit`)}
        cancel={back}
      >
        {follows ? <input type="hidden" name="follows" value={follows.number} /> : null}
        <div className="group/category flex flex-col gap-5">
          <FormRadioGroup
            name="category"
            legend={t('new.category')}
            required
            defaultValue={follows?.category}
            options={caseCategories.map((category) => ({
              value: category,
              label: t(`categories.${category}`),
              hint:
                staffHints?.[category] ?? (category === 'other' ? undefined : t(`categoryHints.${category}`)),
            }))}
          />
          <div className="border-bad-line border-l-2 pl-4 supports-[selector(:has(*))]:hidden group-has-[[value=urgent]:checked]/category:block!">
            <FormRadioGroup
              name="situation"
              legend={t('new.situation')}
              hint={t('new.situationHint')}
              options={urgentSituations.map((situation) => ({
                value: situation,
                label: t(`situations.${situation}`),
              }))}
            />
          </div>
        </div>
        {await renderCaseContent({ words, subject: follows?.subject, environment })}
      </ActionForm>
    </div>
  )
}

type CaseContent = {
  words: 'new' | 'staffNew'
  subject?: string | undefined
  environment: AccountEnvironment
}

/** The fields of every new case, as elements, so that the form finds their labels. */
export async function renderCaseContent({ words, subject, environment }: CaseContent) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common.environment')
  return (
    <>
      <FormInput
        name="subject"
        label={t('new.subject')}
        hint={t('new.subjectHint', { max: caseLimits.subject })}
        defaultValue={subject}
        autoComplete="off"
        required
      />
      <FormTextarea
        name="text"
        label={t(`${words}.text`)}
        hint={t(`${words}.textHint`, { max: caseLimits.text })}
        rows={7}
        required
      />
      <FormRadioGroup
        name="environment"
        legend={t('new.environment')}
        required
        defaultValue={environment}
        options={environments.map((value) => ({ value, label: common(value) }))}
      />
    </>
  )
}
