import { getTranslations } from 'next-intl/server'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findKeptForm } from '#/lib/identity/access/stashed-form.ts'

type KeptFormPageProps = {
  title: string
  /** What is said where a form waits here to be sent again, and where none does. */
  kept: string
  text: string
  /** Where to go, in another tab, before it can be sent. */
  href: string
  link: string
}

/** Said to whoever sent a form without JavaScript that was refused only for how they are signed in. */
export async function KeptFormPage({ title, kept, text, href, link }: KeptFormPageProps) {
  return (
    <MessagePage title={title} text={(await findKeptForm()) ? kept : text}>
      <ButtonRow>
        <ButtonLink href={href} target="_blank" icon="external">
          {link}
        </ButtonLink>
        <KeptFormButton />
      </ButtonRow>
    </MessagePage>
  )
}

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
