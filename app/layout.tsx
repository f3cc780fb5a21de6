import './globals.css'
import type { Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FormTextsProvider } from '#/components/form/sent-form.tsx'
import { LookLinks } from '#/components/shell/look-links.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { accentName, accentOf } from '#/lib/platform/look/accent.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

/** The root layout. It shows without the programme's settings too, when the store fails. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor().catch(() => null)
  const settings = await currentSettings().catch(() => null)
  const accent = settings && accentOf(settings)
  const name = accent ? accentName(accent) : undefined
  const t = await getTranslations('common')
  const texts = {
    sending: t('sending'),
    cancel: t('cancel'),
    errorSummary: t('errorSummary'),
    errorTitle: t('errorTitle'),
    optional: t('optional'),
    offline: t('unsent.offline'),
    silent: t('unsent.silent'),
    outdated: t('unsent.outdated'),
    large: t('unsent.large'),
    again: t('unsent.again'),
  }
  return (
    <html lang={await getLocale()} data-theme={actor?.user.theme ?? 'system'} data-accent={name}>
      <body>
        <LookLinks settings={settings} />
        <FormTextsProvider texts={texts}>{children}</FormTextsProvider>
      </body>
    </html>
  )
}
