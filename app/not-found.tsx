import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={t('text')} />
      <p>
        <ButtonLink href="/">{t('home')}</ButtonLink>
      </p>
    </main>
  )
}
