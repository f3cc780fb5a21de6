/** Milliseconds. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The time of the application, in milliseconds since 1970, UTC. Tests move it; nothing else reads the system's. */
const moved: { by: number } = { by: 0 }

export function now(): number {
  return Date.now() + moved.by
}

/** So far apart (milliseconds) the clocks of machines that share a store may be, without that one takes the other for put back. */
export const mostApart = minute

/**
 * Answers, at each call, by how many milliseconds the clock was moved since the call before: below 0, it was set back. Held against
 * the time since the process started, which nobody sets.
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

/** Moves the clock by `milliseconds` from the system's; 0 puts it back. For tests alone. */
export function moveClock(milliseconds: number): void {
  moved.by = milliseconds
}
