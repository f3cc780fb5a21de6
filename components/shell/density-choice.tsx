import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type Density, densities } from '#/db/words/people.ts'
import { chooseDensityAction } from '#/lib/identity/profile/actions.ts'

const icons = { compact: 'dense', comfortable: 'airy' } as const satisfies Record<Density, string>

/** Chooses how dense tables are; we store it for the person. */
export async function DensityChoice({ density }: { density: Density }) {
  const t = await getTranslations('common.density')
  return (
    <ActionForm action={chooseDensityAction} id="density">
      <fieldset className="flex items-center gap-1 max-md:hidden print:hidden">
        <legend className="sr-only">{t('label')}</legend>
        {densities.map((one) => (
          <SubmitButton
            key={one}
            name="density"
            value={one}
            size="small"
            variant={one === density ? 'secondary' : 'quiet'}
            aria-pressed={one === density}
            title={t(one)}
          >
            <Icon name={icons[one]} size="small" />
            <span className="max-xl:sr-only">{t(one)}</span>
          </SubmitButton>
        ))}
      </fieldset>
    </ActionForm>
  )
}
