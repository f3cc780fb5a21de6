import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { PublicShell } from '#/components/public-shell.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { challengeLife, safeNextPath } from '#/lib/sessions/policy.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { redeemCodeAction } from '../actions.ts'

export default definePage(async ({ searchParams }: PageProps<'/sign-in/code'>) => {
  const t = await getTranslations('signIn.code')
  const common = await getTranslations('common')
  const { email, next } = await searchParams
  const { programmeName } = await currentSettings()
  const shown = typeof email === 'string' ? email.slice(0, 254) : ''
  return (
    <PublicShell programme={programmeName}>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        description={t('lead', { email: shown, minutes: challengeLife / 60_000 })}
      />
      <ActionForm action={redeemCodeAction} id="sign-in-code" summaryTitle={common('errorSummary')}>
        <input type="hidden" name="next" value={safeNextPath(typeof next === 'string' ? next : null) ?? ''} />
        <FormInput
          form="sign-in-code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          code
          width="half"
          label={t('label')}
          hint={t('hint')}
          required
        />
        <div>
          <SubmitButton pendingLabel={common('sending')}>{t('submit')}</SubmitButton>
        </div>
      </ActionForm>
      <Disclosure summary={t('notThere')}>
        <p className="mb-2">{t('notThereText')}</p>
        <p>
          <Link href="/sign-in">{t('again')}</Link>
        </p>
      </Disclosure>
    </PublicShell>
  )
})
