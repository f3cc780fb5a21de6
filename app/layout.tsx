import './globals.css'
import type { Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FormTextsProvider } from '#/components/form/sent-form.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor().catch(() => null)
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
    again: t('unsent.again'),
  }
  return (
    <html lang={await getLocale()} data-theme={actor?.user.theme ?? 'system'}>
      <body>
        <FormTextsProvider texts={texts}>{children}</FormTextsProvider>
      </body>
    </html>
  )
}
