'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { useBrowserZone } from '#/components/form/browser-time-zone.tsx'
import { Button } from '#/components/ui/button.tsx'

type ZoneOfferProps = {
  stored: string
  /** `{zone}` is the browser's. */
  text: string
  keep: string
  children: ReactNode
}

const storageKey = 'recapito.zone-kept'
const months = [0, 6]

/** Offers the browser's time zone if its clock differs from the stored one, until the person declines. */
export function ZoneOffer({ stored, text, keep, children }: ZoneOfferProps) {
  const browser = useBrowserZone()
  const [isKept, setKept] = useState(false)
  const offers = browser !== '' && !isKept && !isSame(stored, browser) && !wasStored(stored, browser)
  const name = useZoneName(offers ? browser : null)
  if (!offers || name === null) return null
  return (
    <div className="flex flex-col gap-3 rounded-box border border-line bg-sunken p-4 print:hidden">
      <p>{text.replace('{zone}', name)}</p>
      <div className="flex flex-wrap items-center gap-3">
        {children}
        <Button
          type="button"
          variant="quiet"
          onClick={() => {
            remember(stored, browser)
            setKept(true)
          }}
        >
          {keep}
        </Button>
      </div>
    </div>
  )
}

/** A zone's name in the page's language, else its own; null while it loads. */
function useZoneName(zone: string | null): string | null {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    if (zone === null) return
    // Few people need the names of zones, so they load with the offer.
    import('#/components/form/load-zones.ts')
      .then(({ loadZones }) => loadZones())
      .then(({ finder }) => finder.find(zone).find((choice) => choice.zone === zone)?.time)
      .catch(() => undefined)
      .then((found) => setName(found ?? zone))
  }, [zone])
  return name
}

/** Whether both zones have the same offset, in summer and in winter. */
function isSame(one: string, other: string): boolean {
  try {
    const [ours, theirs] = [one, other].map((timeZone) => {
      const format = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' })
      return months.map((month) => format.format(new Date(new Date().getFullYear(), month))).join()
    })
    return ours === theirs
  } catch {
    // We cannot compare a zone that this browser does not know.
    return true
  }
}

function wasStored(stored: string, browser: string): boolean {
  try {
    return localStorage.getItem(storageKey) === `${stored} ${browser}`
  } catch {
    return false
  }
}

function remember(stored: string, browser: string): void {
  try {
    localStorage.setItem(storageKey, `${stored} ${browser}`)
  } catch {
    // Without storage the next page asks again.
  }
}
