import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { type Deadline, deadlineBounds } from '#/lib/platform/settings/schema.ts'

const groups = [
  ['gate', ['completionDays']],
  ['emergency', ['escalationMinutes']],
  ['rhythm', ['reviewDays', 'drillDays']],
  ['kept', ['deliveryDays', 'draftDays']],
] as const satisfies [string, readonly Deadline[]][]

type DeadlinesFormProps = { settings: Record<Deadline, number>; version: number; action: FormAction }

/** Intervals and deadlines to be changed, each with what it does and its bounds. */
export async function DeadlinesForm({ settings, version, action }: DeadlinesFormProps) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="deadlines" submit={t('save')}>
        <FormVersion value={version} />
        {groups.map(([group, names]) => (
          <section key={group} className="flex flex-col gap-4">
            <h2 className="text-large">{t(`deadlines.groups.${group}`)}</h2>
            {names.map((name) => (
              <FormInput
                key={name}
                name={name}
                inputMode="numeric"
                maxLength={6}
                width="short"
                label={t(`deadlines.fields.${name}.name`)}
                hint={
                  <>
                    {t(`deadlines.fields.${name}.hint`)} {t('deadlines.bounds', deadlineBounds[name])}
                  </>
                }
                defaultValue={String(settings[name])}
              />
            ))}
          </section>
        ))}
      </ActionForm>
    </div>
  )
}
