import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'

type AlreadySignedInProps = { email: string; programme: string; href: string }

/** Said to whoever comes back to the page of a code or link that has signed them in. */
export async function AlreadySignedIn({ email, programme, href }: AlreadySignedInProps) {
  const t = await getTranslations('signIn')
  return (
    <>
      <PageTitle parts={[t('already'), programme]} />
      <PageHeader title={t('already')} description={t('alreadyText', { email })} />
      <p>
        <ButtonLink variant="primary" href={href}>
          {t('alreadyGo')}
        </ButtonLink>
      </p>
    </>
  )
}
