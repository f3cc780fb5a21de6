import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { findKeptForm } from '#/lib/identity/access/stashed-form.ts'
import { KeptFormButton } from './kept-form-button.tsx'

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
