import { getTranslations } from 'next-intl/server'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <MessagePage title={t('title')} text={t('text')}>
      <p>
        <ButtonLink href="/">{t('home')}</ButtonLink>
      </p>
    </MessagePage>
  )
}
