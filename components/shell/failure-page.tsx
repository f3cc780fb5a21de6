import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { PageTitle } from './page-title.tsx'

type FailurePageProps = {
  id: string
  /** The way to send again what was sent, so that nothing typed is lost. */
  sendAgain: ReactNode
}

/** Said when a page could not be made: what happened, what to do, and the id to tell support. */
export async function FailurePage({ id, sendAgain }: FailurePageProps) {
  const t = await getTranslations('common.failure')
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={t('text')} />
      <p className="text-muted text-small">{t('id', { id })}</p>
      <ButtonRow>
        <ButtonLink href="">{t('again')}</ButtonLink>
        {sendAgain}
      </ButtonRow>
    </main>
  )
}
