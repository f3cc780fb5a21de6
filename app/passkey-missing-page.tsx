import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { findKeptForm } from '#/lib/access/kept-form.ts'
import { KeptFormButton } from './kept-form-button.tsx'

/** Said to staff who sent a form in a session whose passkey was removed meanwhile; the form waits here to be sent again. */
export async function PasskeyMissingPage() {
  const t = await getTranslations('passkeys.missing')
  const kept = await findKeptForm()
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={kept ? t('kept') : t('text')} />
      <ButtonRow>
        <ButtonLink href="/passkey" target="_blank" icon="external">
          {t('show')}
        </ButtonLink>
        <KeptFormButton />
      </ButtonRow>
    </main>
  )
}
