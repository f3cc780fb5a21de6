import { setTimeout } from 'node:timers/promises'

/**
 * Runs `work` and settles no sooner than `floor` milliseconds from now, so that its duration reveals nothing
 * (product.md, Signing in).
 */
export async function withMinimumDuration<Result>(
  floor: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const [outcome] = await Promise.allSettled([work(), setTimeout(floor)])
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
