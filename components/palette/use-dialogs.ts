'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { areSingleKeysOff, isMac, isTypingIn, readKey } from './keys.ts'

type Dialogs = typeof import('./dialogs.tsx')
type Name = 'search' | 'keys'
/** `call`: an earlier dialog that says late that it closed must not hide the next one. */
type Shown = { name: Name; call: number }

async function move(direction: 'next' | 'previous'): Promise<void> {
  const loaded = await import('./move-in-rows.ts').catch(() => null)
  loaded?.moveInRows(direction)
}

/**
 * Listens for the shortcuts (`hasKeys`: the single keys too), and loads the dialogs when somebody first calls for one. `takeTyped` answers what
 * was typed while they loaded.
 */
export function useDialogs(hasKeys: boolean) {
  const [dialogs, setDialogs] = useState<Dialogs | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  const [failed, setFailed] = useState(false)
  const typed = useRef<string | null>(null)

  const show = useCallback(async (name: Name) => {
    typed.current = ''
    try {
      setDialogs(await import('./dialogs.tsx'))
      setShown((last) => ({ name, call: (last?.call ?? 0) + 1 }))
      setFailed(false)
    } catch {
      typed.current = null
      setFailed(true)
    }
  }, [])

  useEffect(() => {
    function obey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return
      const isTyping = isTypingIn(event.target)
      const command = readKey(event, { isMac: isMac(), isTyping, isOff: !hasKeys || areSingleKeysOff() })
      if (typed.current !== null && event.key.length === 1 && command !== 'search') typed.current += event.key
      else if (command === null) return
      else if (command === 'next' || command === 'previous') move(command)
      else show(command)
      event.preventDefault()
    }

    document.addEventListener('keydown', obey)
    return () => document.removeEventListener('keydown', obey)
  }, [show, hasKeys])

  return {
    dialogs,
    shown,
    failed,
    show,
    hide: (call: number) => setShown((last) => (last?.call === call ? null : last)),
    takeTyped: () => {
      const early = typed.current ?? ''
      typed.current = null
      return early
    },
  }
}
