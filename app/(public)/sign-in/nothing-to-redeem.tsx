import { getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { MailHelp } from './mail-help.tsx'

type NothingToRedeemProps = {
  next: string | null
  title: string
  text: string
  again: { href: string; label: string }
}

/** Explains that a code or link no longer works: it already signed this person in, or it has expired. */
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
        <ButtonLink variant="primary" href={again.href}>
          {again.label}
        </ButtonLink>
      </p>
      <MailHelp />
    </Page>
  )
}
