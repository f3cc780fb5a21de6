import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findKeptForm } from '#/lib/access/kept-form.ts'

/** Said to whoever sent a form without JavaScript after their session had ended; the form waits here to be sent again. */
export async function SignedOutPage() {
  const t = await getTranslations('common.signedOut')
  const common = await getTranslations('common')
  const kept = await findKeptForm()
  return (
    <main id="content" className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <PageTitle parts={[t('title')]} />
      <PageHeader title={t('title')} description={kept ? t('kept') : t('text')} />
      <ButtonRow>
        <ButtonLink href="/sign-in?done=ended" target="_blank" icon="external">
          {t('signIn')}
        </ButtonLink>
        {kept ? (
          <form action={kept.send as (form: FormData) => Promise<void>}>
            {kept.entries.map(([name, value], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the list never changes
              <input key={index} type="hidden" name={name} value={value} />
            ))}
            <SubmitButton pendingLabel={common('sending')}>{t('again')}</SubmitButton>
          </form>
        ) : null}
      </ButtonRow>
    </main>
  )
}
