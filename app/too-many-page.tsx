import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import type { AppError } from '#/lib/platform/values/errors.ts'

/** Said to whoever opened a page too often (docs/limits.md), with after how long it is worth trying again. */
export async function TooManyPage({ error }: { error: AppError }) {
  const t = await getTranslations('limits.page')
  const errors = await getTranslations('errors')
  const help = await getTranslations('help')
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={errors(error.code, error.params)} />
      <p>{t('text')}</p>
      <p>
        <ButtonLink href="/help#mail">{help('title')}</ButtonLink>
      </p>
    </main>
  )
}
