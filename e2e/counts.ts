/**
 * What `npm test` does in a browser at most. Who adds one changes its number here, and says why in the commit: what is counted
 * fails, since time depends on the machine.
 */
export const counts = {
  /** Pages that the walk in English loads: each once, some in several states. */
  pages: 160,
  /** Those of which a second language, a narrow screen, no scripts and axe load one of each kind. */
  templates: 28,
  /** Browser tests. */
  tests: 239,
  /** Servers that a test starts for itself: about jobs, limits, counts in memory, or because it stops or breaks one. */
  servers: 32,
}
