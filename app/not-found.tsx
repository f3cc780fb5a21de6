import { getTranslations } from 'next-intl/server'

/** Next's last resort, which it sends along with every page: keep it small. Our pages answer 404 themselves (define-page.tsx). */
export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return <h1>{t('title')}</h1>
}
