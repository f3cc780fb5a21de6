import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { privacyIn } from '#/lib/platform/settings/privacy.ts'

/** What the programme says about privacy: its text, or the way to it. */
export default definePage('/privacy', anybody, async () => {
  const t = await getTranslations('common')
  const settings = await currentSettings()
  const { programmeName } = settings
  const privacy = privacyIn(settings, await getLocale())
  return (
    <PublicShell>
      <Page title={t('privacy')}>
        {' '}
        {privacy === null ? (
          <p>{t('privacyUnset', { programme: programmeName })}</p>
        ) : (
          <p lang={privacy.locale} dir="auto" className="max-w-measure whitespace-pre-line wrap-anywhere">
            {privacy.href ? <a href={privacy.href}>{privacy.text}</a> : privacy.text}
          </p>
        )}
      </Page>{' '}
    </PublicShell>
  )
})
