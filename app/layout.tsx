import './globals.css'
import type { Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { UnsentTextsProvider } from '#/components/form/sent-form.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor().catch(() => null)
  const t = await getTranslations('common.unsent')
  const unsent = { offline: t('offline'), silent: t('silent'), outdated: t('outdated'), again: t('again') }
  return (
    <html lang={await getLocale()} data-theme={actor?.user.theme ?? 'system'}>
      <body>
        <UnsentTextsProvider texts={unsent}>{children}</UnsentTextsProvider>
      </body>
    </html>
  )
}
