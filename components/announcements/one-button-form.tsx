import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/form-state.ts'

type OneButtonFormProps = {
  action: FormAction
  /** Names the form on its page. */
  id: string
  announcement: string
  /** What was looked at, where that matters. */
  version?: number | undefined
  /** Which accounts are chosen, as they stand in an address. */
  audience?: string | undefined
  variant?: 'primary' | 'secondary' | 'danger' | undefined
  children: string
}

/** A button that does one thing to an announcement. */
export async function OneButtonForm(props: OneButtonFormProps) {
  const { action, id, announcement, version, audience, variant, children } = props
  const common = await getTranslations('common')
  return (
    <ActionForm action={action} id={id} summaryTitle={common('errorSummary')}>
      <input type="hidden" name="announcement" value={announcement} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      {audience === undefined ? null : <input type="hidden" name="audience" value={audience} />}
      <div>
        <SubmitButton variant={variant ?? 'primary'} pendingLabel={common('sending')}>
          {children}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
