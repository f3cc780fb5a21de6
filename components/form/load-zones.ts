import { type ZoneFinder, type ZoneResponse, zoneFinder } from '#/lib/platform/values/zone-search.ts'

export type LoadedZones = {
  finder: ZoneFinder
  results: (count: number) => string
  none: string
  last: number
}

let loading: Promise<LoadedZones> | undefined

/** The zones in the page's language; loads them once. @throws Error if they cannot be loaded; the next call tries again */
export function loadZones(): Promise<LoadedZones> {
  loading ??= fetchZones().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function fetchZones(): Promise<LoadedZones> {
  const answer = await fetch(`/api/time-zones?lang=${document.documentElement.lang}`)
  if (!answer.ok) throw new Error(`The time zones answered ${answer.status}.`)
  const { zones, results, none }: ZoneResponse = await answer.json()
  return {
    finder: zoneFinder(zones),
    results: (count) => results.replace('{count}', String(count)),
    none,
    last: zones.length - 1,
  }
}
