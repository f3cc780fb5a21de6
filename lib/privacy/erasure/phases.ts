import { type Place, places } from '#/lib/privacy/personal-data/places.ts'

/** The order of an erasure: remaining accounts, mail that waits or is being sent, then history, place by place. */
export const erasurePhases = ['contacts', 'waiting-mail', ...places.map(({ name }) => name)] as const
export const firstPhase = 'contacts'

/** The next phase; null after the last. */
export function phaseAfter(phase: string): string | null {
  return erasurePhases[erasurePhases.indexOf(phase) + 1] ?? null
}

/** The place that a phase looks through; null if it looks through none. */
export function placeOf(phase: string): Place | null {
  return places.find(({ name }) => name === phase) ?? null
}
