import { getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'

type AlreadySignedInProps = { email: string; href: string }

/** Said to whoever comes back to the page of a code or link that has signed them in. */
export async function AlreadySignedIn({ email, href }: AlreadySignedInProps) {
  const t = await getTranslations('signIn')
  return (
    <Page title={t('already')} description={t('alreadyText', { email })}>
      <p>
        <ButtonLink variant="primary" href={href}>
          {t('alreadyGo')}
        </ButtonLink>
      </p>
    </Page>
  )
}
