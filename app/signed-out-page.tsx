import { getTranslations } from 'next-intl/server'
import { KeptFormPage } from './kept-form-page.tsx'

/** Said to whoever sent a form after their session had ended. */
export async function SignedOutPage() {
  const t = await getTranslations('common.signedOut')
  const [title, kept, text, link] = [t('title'), t('kept'), t('text'), t('signIn')]
  return <KeptFormPage title={title} kept={kept} text={text} href="/sign-in?done=ended" link={link} />
}
