type SlotWaits = { before: boolean; after: boolean }

/**
 * Where the form draws the waits of a route: `before` each step that follows another, `after` the last one. Empty
 * places, which are skipped, have none.
 */
export function listWaits(places: readonly string[]): SlotWaits[] {
  const isStep = (value: string) => value !== ''
  const first = places.findIndex(isStep)
  const last = places.findLastIndex(isStep)
  return places.map((value, place) => ({ before: isStep(value) && place > first, after: place === last }))
}
