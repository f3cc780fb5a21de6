import { vi } from 'vitest'

/** For what never comes, not for what a busy machine does slowly. */
const limits = { timeout: 20_000, interval: 10 }

/** Looks again until `look` does not throw any more; answers what it answers. */
export function eventually<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, limits)
}
