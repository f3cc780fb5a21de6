import type { Store } from '#/db/store/index.ts'
import { runFrom } from '#/lib/audit/origin.ts'
import { log } from '#/lib/log.ts'

/**
 * Work that comes back. Every worker runs every job, so a job's transactions must do no harm twice: each first checks,
 * in itself, what is still to be done.
 */
export type PeriodicJob = {
  name: string
  /** Milliseconds from the end of one run to the start of the next. */
  every: number
  run(store: Store): Promise<void>
}

/** Runs each job now and then again and again; one that fails is logged and comes back like the others. */
export function startJobs(store: Store, jobs: readonly PeriodicJob[]): { stop(): Promise<void> } {
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let stopping = false

  function start(job: PeriodicJob): void {
    const run = runFrom('portal', () => job.run(store))
      .catch((error: unknown) => log.error({ job: job.name, error }, 'periodic job failed'))
      .finally(() => {
        running.delete(run)
        if (!stopping) timers.set(job.name, setTimeout(start, job.every, job))
      })
    running.add(run)
  }

  for (const job of jobs) start(job)
  return {
    async stop() {
      stopping = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
