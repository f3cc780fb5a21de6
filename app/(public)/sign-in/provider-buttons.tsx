import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { listProviders } from '#/lib/sessions/providers.ts'
import { signInWithProviderAction } from './actions.ts'

/** The other ways of signing in, where any is configured. */
export async function ProviderButtons({ next }: { next: string }) {
  const providers = listProviders()
  if (providers.length === 0) return null
  const t = await getTranslations('signIn')
  const common = await getTranslations('common')
  return (
    <section aria-label={t('chooseWay')} className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-small before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {providers.map(({ id, name }) => (
        <ActionForm
          key={id}
          action={signInWithProviderAction}
          id={`sign-in-${id}`}
          summaryTitle={common('errorSummary')}
        >
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <BrowserTimeZone name="timeZone" />
          <SubmitButton variant="secondary" pendingLabel={common('sending')}>
            {t('with', { provider: name })}
          </SubmitButton>
        </ActionForm>
      ))}
    </section>
  )
}
