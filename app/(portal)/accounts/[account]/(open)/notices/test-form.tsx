import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { sendTestAction } from './notice-actions.ts'

type TestFormProps = { grant: AccountGrant; field: FieldId; name: string | undefined }
/** `only`: the endpoint that gets it alone, and what the button says. */
type Look = { size?: 'small'; showsName?: boolean; only?: { endpoint: string; submit: string } }

/** Sends a test notice to a field. */
export async function TestForm({ grant, field, name = field, size, showsName, only }: TestFormProps & Look) {
  const t = await getTranslations('contacts.form')
  const named = t('sendTestTo', { field: name })
  return (
    <ActionForm
      action={unlessReadOnly(grant, sendTestAction)}
      id={only ? 'test-only' : `test-${field}`}
      hidden={{ account: grant.account.slug, field, ...(only && { endpoint: only.endpoint }) }}
      submit={only?.submit ?? (showsName ? named : t('sendTest'))}
      named={only ? undefined : named}
      variant="secondary"
      size={size}
    />
  )
}
