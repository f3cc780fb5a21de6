'use client'

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { formatOffset, type ZoneChoice } from '#/lib/platform/values/zone-search.ts'
import { type LoadedZones, loadZones } from './load-zones.ts'

export type ZoneListProps = {
  id: string
  input: RefObject<HTMLInputElement | null>
  own: string | null
  /** Whether the field was clicked before the list was there. */
  isClicked: boolean
  onPopup: (popup: { isOpen: boolean; active: string | undefined }) => void
}

/** `typed`: the words to find; null shows every zone. */
type Popup = { typed: string | null; active: number }

/** The list of the zone field: follows its keys and its text, and announces how many zones were found. */
export function ZoneList({ id, input, own, isClicked, onPopup }: ZoneListProps) {
  const [zones, setZones] = useState<LoadedZones | null>(null)
  const [popup, setPopup] = useState<Popup | null>(isClicked ? { typed: null, active: -1 } : null)
  const chosen = useRef<string | null>(null)
  // UTC is also the zone of those who chose none.
  const chosenZone = own === 'UTC' ? null : own
  const owned = [chosenZone, Intl.DateTimeFormat().resolvedOptions().timeZone].filter((zone) => zone !== null)
  const found = popup && zones ? zones.finder.find(popup.typed ?? '', owned) : []
  const active = popup ? found[popup.active] : undefined
  const isOpen = found.length > 0
  const optionId = (choice: ZoneChoice) => `${id}-${choice.zone}`

  useEffect(() => {
    loadZones().then(setZones, () => undefined)
  }, [])

  const nameZone = useEffectEvent(() => {
    const only = readOnly()
    writeName(only && only.zone === input.current?.value ? only : null)
  })
  useEffect(() => {
    if (zones) nameZone()
  }, [zones])

  /** The zone that the field's text names, if it is one. */
  function readOnly(): ZoneChoice | undefined {
    const [only, ...others] = zones?.finder.match(input.current?.value ?? '') ?? []
    return others.length === 0 ? only : undefined
  }

  /** Says below the field what the rest of the page calls its zone. */
  function writeName(choice: ZoneChoice | null) {
    const place = input.current?.parentElement?.querySelector('[data-zone-name]')
    if (place) place.textContent = choice && choice.time !== choice.zone ? choice.time : ''
  }

  const activeId = active ? optionId(active) : undefined
  useEffect(() => {
    onPopup({ isOpen, active: activeId })
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, activeId, onPopup])

  function choose(choice: ZoneChoice) {
    chosen.current = choice.zone
    writeName(choice)
    if (input.current) write(input.current, choice.zone)
    setPopup(null)
  }

  const onInput = useEffectEvent(() => {
    const typed = input.current?.value ?? ''
    if (typed !== chosen.current) {
      writeName(null)
      setPopup({ typed, active: typed.trim() === '' ? -1 : 0 })
    }
    chosen.current = null
  })

  const onClick = useEffectEvent(() => setPopup(popup ?? { typed: null, active: -1 }))

  /** Leaving the field closes the list, and words that name one zone become its name. */
  const onBlur = useEffectEvent(() => {
    setPopup(null)
    const only = readOnly()
    if (only && input.current?.value !== only.zone) choose(only)
    else if (only) writeName(only)
  })

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing) return
    const isDown = event.key === 'ArrowDown'
    if (isDown || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!popup)
        return setPopup({ typed: null, active: event.altKey ? -1 : isDown ? 0 : (zones?.last ?? -1) })
      const next = popup.active + (isDown ? 1 : -1)
      setPopup({ ...popup, active: next < 0 ? found.length - 1 : next % Math.max(found.length, 1) })
    } else if (event.key === 'Tab' && active) {
      choose(active)
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      event.stopPropagation()
      choose(active)
    } else if (event.key === 'Escape' && popup) {
      // The text stays, and nothing around the field closes.
      event.preventDefault()
      event.stopPropagation()
      setPopup(null)
    } else if ((event.key === 'Home' || event.key === 'End') && popup) {
      // The caret moves in the text.
      setPopup({ ...popup, active: -1 })
    }
  })

  useEffect(() => {
    const field = input.current
    if (!field) return
    // What was typed before this list was there.
    if (field.value !== field.defaultValue) onInput()
    const listening = new AbortController()
    const { signal } = listening
    field.addEventListener('input', onInput, { signal })
    field.addEventListener('click', onClick, { signal })
    field.addEventListener('blur', onBlur, { signal })
    field.addEventListener('keydown', onKey, { signal })
    return () => listening.abort()
  }, [input])

  const status = popup?.typed && zones ? (isOpen ? zones.results(found.length) : zones.none) : ''
  return (
    <>
      <div className="sr-only">
        <LiveRegion>{status}</LiveRegion>
      </div>
      {popup?.typed && zones && !isOpen ? <p className="mt-1 text-muted text-small">{zones.none}</p> : null}
      {isOpen ? (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox
          role="listbox"
          id={id}
          aria-label={input.current?.labels?.[0]?.textContent ?? undefined}
          className="absolute top-10 left-0 z-20 mt-1 max-h-72 w-full min-w-64 max-w-[calc(100vw-2rem)] overflow-y-auto overscroll-contain rounded-box border border-control bg-surface py-1 shadow-float"
          onMouseDown={(event) => event.preventDefault()}
        >
          {found.map((choice) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <li
              key={choice.zone}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the option of a combobox
              role="option"
              id={optionId(choice)}
              aria-selected={choice === active}
              className="cursor-default px-3 py-1.5 hover:bg-sunken aria-selected:bg-accent aria-selected:text-on-accent"
              onClick={() => choose(choice)}
            >
              <span className="block">{choice.city}</span>
              <span className="block text-small opacity-80">
                {[choice.zone, choice.codes[0], formatOffset(choice.offsets[0] ?? 0)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** Writes as if it was typed, so that the form saves it. */
function write(field: HTMLInputElement, value: string): void {
  field.value = value
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
}
