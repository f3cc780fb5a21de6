/** However long an announcement is being queued, its mail begins after so many milliseconds. */
const longestHold = 15_000

let heldUntil = 0

/**
 * Keeps this process from sending bulk mail while it queues more of it, which would take the time of pages twice; answers how
 * to let it go. Mail of the other lanes goes on.
 */
export function pauseBulk(): () => void {
  heldUntil = performance.now() + longestHold
  return () => {
    heldUntil = 0
  }
}

/** Milliseconds for which bulk mail is still held at most. */
export function bulkHoldLeft(): number {
  return Math.max(0, heldUntil - performance.now())
}
