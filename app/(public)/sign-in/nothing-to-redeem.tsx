import { getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { MailHelp } from './mail-help.tsx'

type NothingToRedeemProps = {
  /** Where who is signed in goes on to. */
  next: string | null
  title: string
  text: string
  /** The way to another code or link. */
  again: { href: string; label: string }
}

/** Said where a code or link does nothing any more: it has signed in whoever comes back to it, or it has ended. */
export async function NothingToRedeem({ next, title, text, again }: NothingToRedeemProps) {
  const t = await getTranslations('signIn')
  const actor = await currentActor()
  if (actor) {
    return (
      <Page title={t('already')} description={t('alreadyText', { email: actor.user.email })}>
        <p>
          <ButtonLink variant="primary" href={next ?? '/'}>
            {t('alreadyGo')}
          </ButtonLink>
        </p>
      </Page>
    )
  }
  return (
    <Page title={title} description={text}>
      <p>
        <ButtonLink href={again.href}>{again.label}</ButtonLink>
      </p>
      <MailHelp />
    </Page>
  )
}
