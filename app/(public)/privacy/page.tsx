import { getLocale, getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { privacyIn } from '#/lib/platform/settings/privacy.ts'
import { publicPage } from '../public-page.tsx'

/** The programme's privacy notice: its text, or a link to it. */
export default publicPage('/privacy', async () => {
  const t = await getTranslations('common')
  const settings = await currentSettings()
  const privacy = privacyIn(settings, await getLocale())
  return (
    <Page title={t('privacy')}>
      {privacy === null ? (
        <p>{t('privacyUnset', { programme: settings.programmeName })}</p>
      ) : (
        <p lang={privacy.locale} dir="auto" className="max-w-measure whitespace-pre-line wrap-anywhere">
          {privacy.href ? <a href={privacy.href}>{privacy.text}</a> : privacy.text}
        </p>
      )}
    </Page>
  )
})
