import { sendDueReminders } from '#/lib/contacts/due.ts'
import type { PeriodicJob } from './scheduler.ts'

const minute = 60_000

/** What the worker does on a rhythm, besides sending mail. */
export const periodicJobs: readonly PeriodicJob[] = [
  {
    name: 'due reminders',
    every: 5 * minute,
    async run(store) {
      await sendDueReminders(store)
    },
  },
]
