import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { requestSignInAction } from './actions.ts'
import { MailHelp } from './mail-help.tsx'
import { OtherWays } from './other-ways.tsx'
import { SignInNotice } from './sign-in-notice.tsx'

export default definePage(async ({ searchParams }: PageProps<'/sign-in'>) => {
  const t = await getTranslations('signIn')
  const { next: asked, done, problem, with: provider } = await searchParams
  const next = safeNextPath(typeof asked === 'string' ? asked : null) ?? ''
  const { programmeName } = await currentSettings()
  return (
    <PublicShell programme={programmeName}>
      <PageTitle parts={[t('title'), programmeName]} />
      <SignInNotice done={done} problem={problem} provider={provider} />
      <PageHeader title={t('title')} description={t('lead')} />
      <ActionForm action={requestSignInAction} id="sign-in">
        <input type="hidden" name="next" value={next} />
        <FormInput
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          label={t('email')}
          hint={t('emailHint')}
          required
        />
        <div>
          <SubmitButton>{t('continue')}</SubmitButton>
        </div>
      </ActionForm>
      <OtherWays next={next} />
      <p className="text-muted text-small">{t('newHere')}</p>
      <MailHelp />
    </PublicShell>
  )
})
