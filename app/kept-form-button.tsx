import { getTranslations } from 'next-intl/server'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findKeptForm } from '#/lib/identity/access/stashed-form.ts'

/** Sends the form that this request could not act on once more; nothing where it sent none. */
export async function KeptFormButton() {
  const kept = await findKeptForm()
  if (!kept) return null
  const t = await getTranslations('common')
  return (
    <PlainForm action={kept.send as (form: FormData) => Promise<void>}>
      {kept.entries.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the list never changes
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton>{t('signedOut.again')}</SubmitButton>
    </PlainForm>
  )
}
