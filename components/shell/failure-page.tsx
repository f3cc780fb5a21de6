import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { MessagePage } from './message-page.tsx'

type FailurePageProps = {
  id: string
  /** The way to send again what was sent, so that nothing typed is lost. */
  sendAgain: ReactNode
}

/** Said when a page could not be made: what happened, what to do, and the id to tell support. */
export async function FailurePage({ id, sendAgain }: FailurePageProps) {
  const t = await getTranslations('common.failure')
  return (
    <MessagePage title={t('title')} text={t('text')}>
      <p className="text-muted text-small">{t('id', { id })}</p>
      <ButtonRow>
        <ButtonLink href="">{t('again')}</ButtonLink>
        {sendAgain}
      </ButtonRow>
    </MessagePage>
  )
}
