import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { requestSignInAction } from './actions.ts'
import { MailHelp } from './mail-help.tsx'
import { OtherWays } from './other-ways.tsx'
import { SignInNotice } from './sign-in-notice.tsx'

export default definePage('/sign-in', anybody, async ({ query }) => {
  const t = await getTranslations('signIn')
  const { next: asked, done, problem, with: provider } = query
  const next = safeNextPath(typeof asked === 'string' ? asked : null) ?? ''
  return (
    <PublicShell>
      <Page
        title={t('title')}
        description={t('lead')}
        above={<SignInNotice done={done} problem={problem} provider={provider} />}
      >
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
      </Page>{' '}
    </PublicShell>
  )
})
