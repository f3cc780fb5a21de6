import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { type Locale, locales } from '#/db/words/locale.ts'
import { memberRoles } from '#/db/words/members.ts'
import { maxInvitedAtOnce } from '#/lib/accounts/invitations/policy.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type InviteFormProps = { action: FormAction | null; account: string; defaultLocale: Locale }

/** Invites one or several people at once, with one role and one language. For owners. */
export async function InviteForm({ action, account, defaultLocale }: InviteFormProps) {
  const t = await getTranslations('users.invite')
  const common = await getTranslations('common')
  return (
    <ActionForm action={action} id="invite" hidden={{ account }} submit={t('submit')}>
      <FormTextarea
        name="emails"
        label={t('emails')}
        hint={t('emailsHint', { max: maxInvitedAtOnce })}
        rows={3}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <FormSelect
          name="role"
          label={t('role')}
          defaultValue="editor"
          options={memberRoles.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
        />
        <FormSelect
          name="locale"
          label={t('locale')}
          defaultValue={defaultLocale}
          options={locales.map((locale) => ({ value: locale, label: common(`languages.${locale}`) }))}
        />
      </div>
      <p className="text-muted text-small">{t('roleHint')}</p>
    </ActionForm>
  )
}
