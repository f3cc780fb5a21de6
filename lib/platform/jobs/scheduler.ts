import type { Store } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { runAs } from '#/lib/platform/log/origin.ts'

/**
 * Periodic work. Every worker runs every job, so running a job twice must do no harm: each transaction first checks
 * what is still to be done.
 */
export type PeriodicJob = {
  name: string
  /** Milliseconds from the end of one run to the start of the next. */
  every: number
  /** Long work ends early once `stopping` is aborted, and continues after the next start. Its answer is ignored. */
  run(store: Store, stopping: AbortSignal): Promise<unknown>
}

/** Milliseconds between first runs: all at once would delay pages and take all of PostgreSQL's connections. */
const betweenStarts = 100

/**
 * Runs the jobs periodically, the first at once and the others one after another; a failure is logged, and the job runs
 * again at its time.
 */
export function startJobs(store: Store, jobs: readonly PeriodicJob[]): { stop(): Promise<void> } {
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Map<string, Promise<unknown>>()
  const asked = new Set<string>()
  const stopping = new AbortController()

  function start(job: PeriodicJob): void {
    asked.delete(job.name)
    const run = runAs('portal', () => job.run(store, stopping.signal), job.name)
      .catch((error: unknown) => {
        if (!store.outdated.aborted) logFault(error, 'periodic job failed', { job: job.name })
      })
      .finally(() => {
        running.delete(job.name)
        const delay = asked.has(job.name) ? 0 : job.every
        if (!stopping.signal.aborted) timers.set(job.name, setTimeout(start, delay, job))
      })
    running.set(job.name, run)
  }

  function wake(name: string): void {
    const job = jobs.find((one) => one.name === name)
    if (!job || stopping.signal.aborted) return
    if (running.has(name)) {
      asked.add(name)
      return
    }
    clearTimeout(timers.get(name))
    start(job)
  }

  jobs.forEach((job, place) => {
    if (place === 0) start(job)
    else timers.set(job.name, setTimeout(start, place * betweenStarts, job))
  })
  shared.recapitoWakeJob = wake
  return {
    async stop() {
      stopping.abort()
      delete shared.recapitoWakeJob
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}

/** Next keeps routes and instrumentation in separate module graphs. */
const shared = globalThis as typeof globalThis & { recapitoWakeJob?: (name: string) => void }

/**
 * Runs a job at once, because a commit left it work. If this process runs no jobs, another process does the work at its
 * own time.
 */
export function triggerJob(name: string): void {
  shared.recapitoWakeJob?.(name)
}
