'use client'

import type { MouseEvent } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import { isMac } from './keys.ts'
import type { PaletteTexts } from './palette-texts.ts'
import { useDialogs } from './use-dialogs.ts'

/** The way to the search from every page of staff, with the shortcuts. Without JavaScript it is a link to the search's page. */
export function SearchButton({ texts }: { texts: PaletteTexts }) {
  const { dialogs, shown, failed, show, hide, takeTyped } = useDialogs()
  const keys = useBrowser(isMac, false) ? '⌘ K' : `${texts.keys.ctrl} K`

  const given = { texts, takeTyped, onClose: () => hide(shown?.call ?? 0) }

  function openHere(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show('search')
  }

  return (
    <>
      <a
        href="/admin/search"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openHere}
        className="flex min-h-8 min-w-8 items-center justify-center gap-2 rounded-box border border-control bg-surface px-2.5 text-muted text-small no-underline hover:bg-sunken"
      >
        <Icon name="search" size="small" />
        <span className="max-sm:sr-only">{texts.open}</span>
        <span aria-hidden="true" className="max-sm:hidden sm:ml-6">
          {keys}
        </span>
      </a>
      {failed ? (
        <span role="alert" className="text-bad text-small">
          {texts.notLoaded}
        </span>
      ) : null}
      {dialogs && shown?.name === 'search' ? <dialogs.SearchDialog key={shown.call} {...given} /> : null}
      {dialogs && shown?.name === 'keys' ? <dialogs.KeysDialog key={shown.call} {...given} /> : null}
    </>
  )
}
