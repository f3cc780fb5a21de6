import { getTranslations } from 'next-intl/server'
import { KeptFormPage } from './kept-form-page.tsx'

/** Said to staff who sent a form in a session whose passkey was removed meanwhile. */
export async function PasskeyMissingPage() {
  const t = await getTranslations('passkeys.missing')
  return (
    <KeptFormPage title={t('title')} kept={t('kept')} text={t('text')} href="/passkey" link={t('show')} />
  )
}
