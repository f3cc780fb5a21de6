import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { readTextLabels, TextFields, type WrittenAnnouncement } from './text-fields.tsx'

type AnnouncementFormProps = {
  action: FormAction
  /** Id of the draft, also of a new one, so that sending the form twice makes one draft. */
  id: string
  version?: number | undefined
  audience: string
  written: WrittenAnnouncement
}

export async function AnnouncementForm({ action, id, version, audience, written }: AnnouncementFormProps) {
  const t = await getTranslations('announcements.text')
  return (
    <ActionForm
      action={action}
      id="announcement"
      hidden={{ id, audience }}
      labels={await readTextLabels()}
      version={version}
    >
      <TextFields written={written} />
      <ButtonRow>
        <SubmitButton name="intent" value="preview">
          {t('preview')}
        </SubmitButton>
        <SubmitButton name="intent" value="save" variant="secondary">
          {t('save')}
        </SubmitButton>
      </ButtonRow>
    </ActionForm>
  )
}
