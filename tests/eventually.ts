import { vi } from 'vitest'

/** Only fails for what never happens, not for a slow machine. */
const limits = { timeout: 100_000, interval: 10 }

/** Calls `look` until it stops throwing; returns its result. */
export function eventually<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, limits)
}
