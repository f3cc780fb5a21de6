import { type Place, places } from '#/lib/privacy/personal-data/places.ts'

/** The order of an erasure: the accounts that are left, the mail that waits or is on its way, and then history, place by place. */
export const erasurePhases = ['contacts', 'waiting-mail', ...places.map(({ name }) => name)] as const
export const firstPhase = 'contacts'

/** What comes after a phase; null after the last. */
export function phaseAfter(phase: string): string | null {
  return erasurePhases[erasurePhases.indexOf(phase) + 1] ?? null
}

/** The place of a phase; null for those that are none. */
export function placeOf(phase: string): Place | null {
  return places.find(({ name }) => name === phase) ?? null
}
