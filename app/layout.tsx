import './globals.css'
import type { Viewport } from 'next'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { currentActor } from '#/lib/sessions/current.ts'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor().catch(() => null)
  return (
    <html lang={await getLocale()} data-theme={actor?.user.theme ?? 'system'}>
      <body>{children}</body>
    </html>
  )
}
