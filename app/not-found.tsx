import { getTranslations } from 'next-intl/server'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  const help = await getTranslations('help')
  return (
    <MessagePage title={t('title')} text={t('text')}>
      <ButtonRow>
        <ButtonLink href="/">{t('home')}</ButtonLink>
        <Link href="/help" className="inline-flex min-h-10 items-center">
          {help('title')}
        </Link>
      </ButtonRow>
    </MessagePage>
  )
}
