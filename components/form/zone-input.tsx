'use client'

import { type ComponentProps, type ComponentType, useRef, useState } from 'react'
import { TextInput } from '#/components/ui/text-input.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import type { ZoneListProps } from './zone-list.tsx'

type ZoneInputProps = ComponentProps<typeof TextInput> & {
  id: string
  /** The zone to offer first; the browser's own follows. */
  own: string | null
}

/**
 * A time zone, as a combobox (WAI-ARIA APG, list autocomplete). Without JavaScript it is a plain field: the server reads
 * the same words. The list and the zones load when somebody enters the field.
 */
export function ZoneInput({ own, ...look }: ZoneInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const hasScript = useBrowser(() => true, false)
  const [List, setList] = useState<ComponentType<ZoneListProps> | null>(null)
  const [popup, setPopup] = useState<{ isOpen: boolean; active: string | undefined }>(closed)
  const [isClicked, setClicked] = useState(false)
  const listId = `${look.id}-zones`
  async function load() {
    // If it cannot load, the field stays a plain one.
    const loaded = await import('./zone-list.tsx').catch(() => null)
    if (loaded) setList(() => loaded.ZoneList)
  }
  return (
    <div className={look.width === 'half' ? 'relative max-w-80' : 'relative'}>
      <TextInput
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        {...look}
        ref={input}
        role={hasScript ? 'combobox' : undefined}
        aria-autocomplete={hasScript ? 'list' : undefined}
        aria-expanded={hasScript ? popup.isOpen : undefined}
        aria-controls={popup.isOpen ? listId : undefined}
        aria-activedescendant={popup.active}
        onFocus={load}
        onClick={() => setClicked(true)}
        // The browser can focus the field before this runs.
        onInput={load}
      />
      {List ? <List id={listId} input={input} own={own} isClicked={isClicked} onPopup={setPopup} /> : null}
    </div>
  )
}

const closed = { isOpen: false, active: undefined }
