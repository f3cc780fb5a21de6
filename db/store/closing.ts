import { setTimeout } from 'node:timers/promises'

/** Milliseconds that a server that has just stopped has to close its connections. */
const patience = 3000
const pause = 50

/** Tries for a few seconds to claim a store: a server that has just stopped may still have connections. */
export async function claimOnceClosed<Claim>(attempt: () => Claim | null | Promise<Claim | null>) {
  const limit = performance.now() + patience
  for (;;) {
    const claim = await attempt()
    if (claim !== null || performance.now() > limit) return claim
    await setTimeout(pause)
  }
}
