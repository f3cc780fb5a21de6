import { getTranslations } from 'next-intl/server'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findStashedForm } from '#/lib/identity/access/stashed-form.ts'

type KeptFormPageProps = {
  title: string
  /** The texts with and without a kept form. */
  kept: string
  text: string
  /** The page to open in another tab before sending again. */
  href: string
  link: string
}

/** For a form sent without JavaScript that only the person's sign-in state made us refuse. */
export async function StashedFormPage({ title, kept, text, href, link }: KeptFormPageProps) {
  return (
    <MessagePage title={title} text={(await findStashedForm()) ? kept : text}>
      <ButtonRow>
        <ButtonLink href={href} target="_blank" icon="external">
          {link}
        </ButtonLink>
        <StashedFormButton />
      </ButtonRow>
    </MessagePage>
  )
}

/** Sends the kept form again; renders nothing if the request has none. */
export async function StashedFormButton() {
  const stashed = await findStashedForm()
  if (!stashed) return null
  const t = await getTranslations('common')
  return (
    <PlainForm action={stashed.send as (form: FormData) => Promise<void>}>
      {stashed.entries.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the list never changes
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton>{t('signedOut.again')}</SubmitButton>
    </PlainForm>
  )
}
