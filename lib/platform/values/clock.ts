/** Milliseconds. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The application's time, in milliseconds since 1970, UTC. Tests move it; no other code reads the system's clock. */
const moved: { by: number } = { by: 0 }

export function now(): number {
  return Date.now() + moved.by
}

/** Largest difference (milliseconds) between clocks of one store's machines; beyond it, a clock was set back. */
export const maxClockSkew = minute

/**
 * Answers, at each call, by how many milliseconds the clock moved since the last call: below 0, it was set back.
 * Compares it with the time since the process started, which nobody sets.
 */
export function watchClock(): () => number {
  const readOffset = () => now() - performance.now()
  let before = readOffset()
  return () => {
    const offset = readOffset()
    const movedBy = offset - before
    before = offset
    return movedBy
  }
}

/** Moves the clock by `milliseconds` from the system's; 0 resets it. For tests only. */
export function moveClock(milliseconds: number): void {
  moved.by = milliseconds
}
