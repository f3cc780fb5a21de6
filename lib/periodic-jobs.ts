import type { PeriodicJob } from './scheduler.ts'

/** What the worker does on a rhythm, besides sending mail. */
export const periodicJobs: readonly PeriodicJob[] = []
