import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { sendTestAction } from './notice-actions.ts'

type TestFormProps = { grant: AccountGrant; field: FieldId; name: string | undefined }
type Look = { size?: 'small'; showsName?: boolean }

/** Sends a test notice to a field. */
export async function TestForm({ grant, field, name = field, size, showsName }: TestFormProps & Look) {
  const t = await getTranslations('contacts.form')
  const named = t('sendTestTo', { field: name })
  return (
    <ActionForm
      action={unlessReadOnly(grant, sendTestAction)}
      id={`test-${field}`}
      hidden={{ account: grant.account.slug, field }}
      submit={showsName ? named : t('sendTest')}
      named={named}
      variant="secondary"
      size={size}
    />
  )
}
