import { applyRouteChanges } from '#/lib/accounts/search/route-changes.ts'
import { bulkJob, bulkRunner } from '#/lib/admin/bulk/run.ts'
import { writeProgrammeDays } from '#/lib/admin/programme/days.ts'
import { scheduleChecks, sendDueChecks } from '#/lib/changes/checks/ask.ts'
import { announceDeletions } from '#/lib/changes/closing/announce-deletions.ts'
import { sendConfirmations } from '#/lib/changes/confirmations/reminders.ts'
import { sendDueReminders } from '#/lib/changes/gate/reminders.ts'
import { importRunner, importsJob } from '#/lib/changes/imports/run.ts'
import { applyTypeChanges, typeChangesJob } from '#/lib/changes/types/apply-changes.ts'
import { announcementsJob, sending } from '#/lib/notices/announcements/sending.ts'
import { mailMarks } from '#/lib/notices/bounces/mail-marks.ts'
import { digestSpan } from '#/lib/notices/delivery/digests.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { runRepeats } from '#/lib/notices/delivery/repeats.ts'
import { drillsJob, scheduleUndatedDrills, sendDueDrills } from '#/lib/notices/drills/sending.ts'
import { watchEndpoints } from '#/lib/notices/endpoints/watch.ts'
import type { PeriodicJob } from '#/lib/platform/jobs/scheduler.ts'
import { createMailRescheduling } from '#/lib/platform/outbox/reschedule.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { deleteClosed } from '#/lib/privacy/deletion/deletion.ts'
import { erasureRunner, erasuresJob } from '#/lib/privacy/erasure/run.ts'
import { deleteOld } from '#/lib/privacy/retention/old-rows.ts'
import { runRetention } from '#/lib/privacy/retention/run.ts'
import { transportPolicies } from './mails.ts'

const bringMailForward = createMailRescheduling(transportPolicies, digestSpan)

/** The worker's periodic jobs, besides sending mail. */
export const periodicJobs: readonly PeriodicJob[] = [
  {
    // Longer than the worker takes to renew a lease (lib/platform/outbox/worker.ts).
    name: 'mail waiting too long',
    every: minute / 6,
    run: bringMailForward,
  },
  { name: 'due reminders', every: minute / 2, run: sendDueReminders },
  { name: 'confirmations', every: minute / 2, run: sendConfirmations },
  { name: 'escalations', every: minute / 12, run: runEscalations },
  { name: 'repeats', every: minute / 12, run: runRepeats },
  { name: 'endpoints', every: minute / 12, run: watchEndpoints },
  { name: 'bouncing addresses', every: minute / 2, run: mailMarks },
  // Stores know the jobs of checks by their first name.
  { name: 'reviews', every: minute / 4, run: sendDueChecks },
  { name: 'review dates', every: minute, run: scheduleChecks },
  { name: announcementsJob, every: minute / 12, run: sending.run },
  {
    name: bulkJob,
    // As drills below, which it sends too.
    every: minute / 30,
    run: bulkRunner.run,
  },
  { name: importsJob, every: minute / 12, run: importRunner.run },
  {
    name: drillsJob,
    // A third of a slot (lib/notices/drills/policy.ts), so that an early look loses none.
    every: minute / 30,
    run: sendDueDrills,
  },
  { name: 'drill dates', every: minute, run: scheduleUndatedDrills },
  { name: 'programme days', every: 10 * minute, run: writeProgrammeDays },
  { name: 'changed routes', every: minute / 12, run: applyRouteChanges },
  { name: typeChangesJob, every: minute / 12, run: applyTypeChanges },
  { name: erasuresJob, every: minute / 12, run: erasureRunner.run },
  { name: 'closed accounts', every: minute / 2, run: announceDeletions },
  { name: 'deletion of accounts', every: minute / 12, run: deleteClosed },
  {
    name: 'counts of limits',
    every: 10 * minute,
    run: (store, stopping) => deleteOld(store, 'limits', stopping),
  },
  { name: 'retention', every: 60 * minute, run: runRetention },
]
