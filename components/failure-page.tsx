import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'

/** Said when a page could not be made: what happened, what to do, and the id to tell support. */
export async function FailurePage({ id }: { id: string }) {
  const t = await getTranslations('common.failure')
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={t('text')} />
      <p className="text-muted text-small">{t('id', { id })}</p>
      <p>
        <ButtonLink href="">{t('again')}</ButtonLink>
      </p>
    </main>
  )
}
