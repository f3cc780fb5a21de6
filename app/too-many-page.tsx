import { getTranslations } from 'next-intl/server'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { AppError } from '#/lib/platform/values/errors.ts'

/** Said to whoever opened a page too often (docs/limits.md), with after how long it is worth trying again. */
export async function TooManyPage({ error }: { error: AppError }) {
  const t = await getTranslations('limits.page')
  const errors = await getTranslations('errors')
  const help = await getTranslations('help')
  return (
    <MessagePage title={t('title')} text={errors(error.code, error.params)}>
      <p>{t('text')}</p>
      <p>
        <ButtonLink href="/help#mail">{help('title')}</ButtonLink>
      </p>
    </MessagePage>
  )
}
