import { accentHref, accentName, accentOf } from '#/lib/platform/look/accent.ts'
import { iconsOf, lookHref } from '#/lib/platform/look/logo.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'

/** The programme's icons, manifest and accent in the head of a page; nothing if the settings cannot be read. */
export function LookLinks({ settings }: { settings: Settings | null }) {
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
