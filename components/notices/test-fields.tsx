import { getTranslations } from 'next-intl/server'
import { AddressesInWords, BounceAdvice } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { TestField } from '#/db/words/notices.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type TestFieldsProps = {
  account: string
  contacts: string
  fields: readonly {
    field: TestField
    name: string
    recipients: readonly { address: string; bouncing: boolean }[]
  }[]
  mayAct: boolean
  /** Null for a read-only form. */
  action: FormAction | null
}

/** Lists the fields that accept a test notice, each with its current recipients. */
export async function TestFields({ account, contacts, fields, mayAct, action }: TestFieldsProps) {
  const t = await getTranslations('notices.test')
  return (
    <div className="grid max-w-4xl gap-4">
      {fields.map(({ field, name, recipients }) => (
        <Card key={field} title={name}>
          <AddressesInWords addresses={recipients} none={t('none')} />
          {recipients.some(({ bouncing }) => bouncing) ? (
            <p className="max-w-measure text-bad text-small">
              <BounceAdvice
                of={field === 'alerts' ? 'member' : 'contact'}
                field={mayAct ? `${contacts}#${field}` : null}
              />
            </p>
          ) : null}
          {mayAct ? (
            <ActionForm action={action} id={`test-${field}`} hidden={{ account, field }}>
              <div>
                <SubmitButton variant="secondary" aria-label={t('submitTo', { field: name })}>
                  {t('submit')}
                </SubmitButton>
              </div>
            </ActionForm>
          ) : null}
        </Card>
      ))}
    </div>
  )
}
