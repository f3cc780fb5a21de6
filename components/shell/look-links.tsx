import { accentHref, accentName, accentOf } from '#/lib/platform/look/accent.ts'
import { lookHref } from '#/lib/platform/look/logo.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'

/** The programme's icons, manifest and accent in the head of a page; null: the settings cannot be read. */
export function LookLinks({ settings }: { settings: Settings | null }) {
  const accent = settings && accentOf(settings)
  const logo = settings?.logo
  return (
    <>
      {accent ? <link rel="stylesheet" href={accentHref(accentName(accent))} precedence="accent" /> : null}
      {logo ? (
        <>
          <link rel="icon" href={lookHref(logo, 'favicon.ico')} sizes="48x48" />
          <link rel="icon" href={lookHref(logo, 'icon-192.png')} sizes="192x192" type="image/png" />
          <link rel="manifest" href="/look/manifest.webmanifest" />
          <link rel="apple-touch-icon" href={lookHref(logo, 'apple-touch-icon.png')} />
        </>
      ) : (
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      )}
    </>
  )
}
