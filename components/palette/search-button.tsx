'use client'

import type { MouseEvent } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import { isMac } from './keys.ts'
import type { KeyTexts, SearchTexts } from './palette-texts.ts'
import { useDialogs } from './use-dialogs.ts'

type SearchButtonProps = {
  path: string
  texts: SearchTexts
  /** Where there are other shortcuts too: their texts. */
  keys: KeyTexts | null
}

/** The way to the search from every page, with the shortcuts. Without JavaScript it is a link to the search's page. */
export function SearchButton({ path, texts, keys }: SearchButtonProps) {
  const { dialogs, shown, failed, show, hide, takeTyped } = useDialogs(keys !== null)
  const shortcut = useBrowser(isMac, false) ? '⌘ K' : `${texts.ctrl} K`

  const given = { takeTyped, onClose: () => hide(shown?.call ?? 0) }

  function openHere(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show('search')
  }

  return (
    <>
      <a
        href={path}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openHere}
        className="flex min-h-8 min-w-8 items-center justify-center gap-2 rounded-box border border-control bg-surface px-2.5 text-muted text-small no-underline hover:bg-sunken"
      >
        <Icon name="search" size="small" />
        <span className={keys ? 'max-sm:sr-only' : 'max-lg:sr-only'}>{texts.open}</span>
        <span aria-hidden="true" className={keys ? 'max-sm:hidden sm:ml-6' : 'max-lg:hidden'}>
          {shortcut}
        </span>
      </a>
      {failed ? (
        <span role="alert" className="text-bad text-small">
          {texts.notLoaded}
        </span>
      ) : null}
      {dialogs && shown?.name === 'search' ? (
        <dialogs.SearchDialog key={shown.call} {...given} path={path} texts={texts} keys={keys} />
      ) : null}
      {dialogs && keys && shown?.name === 'keys' ? (
        <dialogs.KeysDialog key={shown.call} {...given} texts={keys} close={texts.close} />
      ) : null}
    </>
  )
}
