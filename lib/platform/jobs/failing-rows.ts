import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'

/**
 * The rows that a job failed on lately, each with an `id`: it comes to them after all others, so that however many fail, none is
 * held up. Known to this process alone; the `most` that failed last.
 */
export function rememberFailing(most = 1000) {
  const failing = new BoundedMap<string, true>(most)
  return {
    /** So many rows more than it takes are to be looked for, so that there are others among them. */
    get count() {
      return failing.size
    },
    /** The first `limit` of those that were found, those that failed behind the others. */
    choose<Row extends { id: string }>(rows: readonly Row[], limit: number): Row[] {
      const others = rows.filter(({ id }) => !failing.has(id))
      return [...others, ...rows.filter(({ id }) => failing.has(id))].slice(0, limit)
    },
    failed(id: string): void {
      failing.set(id, true)
    },
    worked(id: string): void {
      failing.delete(id)
    },
  }
}
