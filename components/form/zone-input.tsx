'use client'

import { type ComponentProps, type ComponentType, useEffect, useRef, useState } from 'react'
import { TextInput } from '#/components/ui/text-input.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import type { ZoneListProps } from './zone-list.tsx'

type ZoneInputProps = ComponentProps<typeof TextInput> & {
  id: string
  /** The zone to offer first; the browser's own follows. */
  own: string | null
  /** The name of the default value: "Rome time". One chosen since has its own. */
  named?: string | undefined
}

/**
 * A time zone, as a combobox (WAI-ARIA APG, list autocomplete). Without JavaScript it is a plain field: the server reads
 * the same words. The list and the zones load when somebody enters the field.
 */
export function ZoneInput({ own, named, ...look }: ZoneInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const hasScript = useBrowser(() => true, false)
  const [List, setList] = useState<ComponentType<ZoneListProps> | null>(null)
  const [popup, setPopup] = useState<{ isOpen: boolean; active: string | undefined }>(closed)
  const [isClicked, setClicked] = useState(false)
  const listId = `${look.id}-zones`
  const nameId = `${look.id}-named`
  async function load() {
    // If it cannot load, the field stays a plain one.
    const loaded = await import('./zone-list.tsx').catch(() => null)
    if (loaded) setList(() => loaded.ZoneList)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list names a zone that was chosen since the page opened
  useEffect(() => {
    if (input.current?.value && !named) load()
  }, [named])
  return (
    <div className={look.width === 'half' ? 'relative max-w-80' : 'relative'}>
      <TextInput
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        {...look}
        aria-describedby={`${look['aria-describedby'] ?? ''} ${nameId}`}
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
      {/* Keeps its room, so that nothing below moves as a name comes and goes. */}
      <p id={nameId} data-zone-name className="mt-1 min-h-6 text-muted text-small">
        {named === look.defaultValue ? null : named}
      </p>
      {List ? <List id={listId} input={input} own={own} isClicked={isClicked} onPopup={setPopup} /> : null}
    </div>
  )
}

const closed = { isOpen: false, active: undefined }
