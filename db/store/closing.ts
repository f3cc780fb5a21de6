import { setTimeout } from 'node:timers/promises'

/** Milliseconds that a server which was just stopped has for closing its connections. */
const patience = 3000
const pause = 50

/** Attempts to claim a store until it is claimed, for a few seconds: a server that was stopped a moment ago still has connections. */
export async function claimOnceClosed<Claim>(
  attempt: () => Claim | null | Promise<Claim | null>,
): Promise<Claim | null> {
  const limit = performance.now() + patience
  for (;;) {
    const claim = await attempt()
    if (claim !== null || performance.now() > limit) return claim
    await setTimeout(pause)
  }
}
