import type { Viewport } from 'next'
import { getLocale, getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FormTextsProvider } from '#/components/form/sent-form.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { accentHref, accentName, accentOf } from '#/lib/platform/look/accent.ts'
import { iconsOf, lookHref } from '#/lib/platform/look/logo.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import './globals.css'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

/** Keeps Next from rendering pages in advance: each shows the store as it is at the request. */
export const dynamic = 'force-dynamic'

/** The root layout. It shows without the programme's settings too, when the store fails. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor().catch(() => null)
  const settings = await currentSettings().catch(() => null)
  const accent = settings && accentOf(settings)
  const name = accent ? accentName(accent) : undefined
  const { unsent, ...common } = (await getMessages()).common
  const { sending, cancel, errorSummary, errorTitle, optional, copy, copied } = common
  const texts = { sending, cancel, errorSummary, errorTitle, optional, copy, copied, ...unsent }
  return (
    <html lang={await getLocale()} data-theme={actor?.user.theme ?? 'system'} data-accent={name}>
      <body>
        <LookLinks settings={settings} />
        <FormTextsProvider texts={texts}>{children}</FormTextsProvider>
      </body>
    </html>
  )
}

/** The programme's icons, manifest and accent in the head of a page; nothing if the settings cannot be read. */
function LookLinks({ settings }: { settings: Settings | null }) {
  if (!settings) return null
  const accent = accentOf(settings)
  const icons = iconsOf(settings)
  return (
    <>
      {accent ? <link rel="stylesheet" href={accentHref(accentName(accent))} precedence="accent" /> : null}
      <link rel="icon" href={lookHref(icons, 'favicon.ico')} />
      <link rel="manifest" href="/look/manifest.webmanifest" />
      <link rel="apple-touch-icon" href={lookHref(icons, 'apple-touch-icon.png')} />
    </>
  )
}
