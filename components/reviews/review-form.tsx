import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type ReviewFormProps = {
  id: string
  account: string
  /** The revision that the question is about. */
  version: number
  size?: 'small' | undefined
  /** Null for a read-only form. */
  action: FormAction | null
}

/** The button that confirms all contact information (notices.md, Review). */
export async function ReviewForm({ id, account, version, size, action }: ReviewFormProps) {
  const t = await getTranslations('reviews')
  return (
    <ActionForm action={action} id={id} hidden={{ account }}>
      <FormVersion value={version} />
      <div>
        <SubmitButton variant="secondary" size={size}>
          {t('confirm')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
