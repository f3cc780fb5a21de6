import { getLocale, getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { Paragraphs } from '#/components/ui/paragraphs.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { privacyIn } from '#/lib/platform/settings/privacy.ts'
import { publicPage } from '../public-page.tsx'

export default publicPage('/privacy', async () => {
  const t = await getTranslations('common')
  const settings = await currentSettings()
  const privacy = privacyIn(settings, await getLocale())
  return (
    <Page title={t('privacy')}>
      {privacy === null ? (
        <p>{t('privacyUnset', { programme: settings.programmeName })}</p>
      ) : privacy.href ? (
        <p className="max-w-measure wrap-anywhere">
          <a href={privacy.href}>{privacy.text}</a>
        </p>
      ) : (
        <Paragraphs text={privacy.text} locale={privacy.locale} />
      )}
    </Page>
  )
})
