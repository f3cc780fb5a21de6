/** The time of the application, in milliseconds since 1970, UTC. Tests move it; nothing else reads the system's. */
const moved: { by: number } = { by: 0 }

export function now(): number {
  return Date.now() + moved.by
}

/** Moves the clock by `milliseconds` from the system's; 0 puts it back. For tests alone. */
export function moveClock(milliseconds: number): void {
  moved.by = milliseconds
}
