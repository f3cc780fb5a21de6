import { announcementsJob, sendAnnouncements } from '#/lib/announcements/sending.ts'
import { minute } from '#/lib/clock.ts'
import { deleteClosed } from '#/lib/closing/deletion.ts'
import { announceDeletions } from '#/lib/closing/warn.ts'
import { sendConfirmations } from '#/lib/confirmations/reminders.ts'
import { sendDueReminders } from '#/lib/contacts/due.ts'
import { dateUndated } from '#/lib/drills/dates.ts'
import { drillsJob, sendDueDrills } from '#/lib/drills/sending.ts'
import { importsJob, runImports } from '#/lib/imports/run.ts'
import { followTypeChanges, typeChangesJob } from '#/lib/integration-types/follow-up.ts'
import { deleteOldCounts } from '#/lib/limits/retention.ts'
import { createFarMailJob } from '#/lib/mail/waiting-too-long.ts'
import { runEscalations } from '#/lib/notices/escalations.ts'
import { tellOfMarks } from '#/lib/notices/tell-marks.ts'
import { deleteOldChallenges } from '#/lib/passkeys/retention.ts'
import { erasuresJob, runErasures } from '#/lib/personal/run.ts'
import { writeProgrammeDays } from '#/lib/programme/days.ts'
import { runRetention } from '#/lib/retention/run.ts'
import { askForReviews } from '#/lib/reviews/ask.ts'
import { dateReviews } from '#/lib/reviews/dates.ts'
import { indexOlder } from '#/lib/unreachable/index-older.ts'
import type { PeriodicJob } from './scheduler.ts'

const bringMailForward = createFarMailJob()

/** What the worker does on a rhythm, besides sending mail. */
export const periodicJobs: readonly PeriodicJob[] = [
  {
    // Longer than a lease's renewal takes (lib/mail/leases.ts).
    name: 'mail waiting too long',
    every: minute / 6,
    run: bringMailForward,
  },
  { name: 'due reminders', every: minute / 2, run: sendDueReminders },
  { name: 'confirmations', every: minute / 2, run: sendConfirmations },
  { name: 'escalations', every: minute / 12, run: runEscalations },
  { name: 'bouncing addresses', every: minute / 2, run: tellOfMarks },
  { name: 'reviews', every: minute / 4, run: askForReviews },
  { name: 'review dates', every: minute, run: dateReviews },
  { name: announcementsJob, every: minute / 12, run: sendAnnouncements },
  { name: importsJob, every: minute / 12, run: runImports },
  {
    name: drillsJob,
    // A third of a turn (lib/drills/pace.ts), so that none is lost by looking too early.
    every: minute / 30,
    run: sendDueDrills,
  },
  { name: 'drill dates', every: minute, run: dateUndated },
  { name: 'unreachable accounts', every: 10 * minute, run: indexOlder },
  { name: 'programme days', every: 10 * minute, run: writeProgrammeDays },
  { name: typeChangesJob, every: minute / 12, run: followTypeChanges },
  { name: erasuresJob, every: minute / 12, run: runErasures },
  { name: 'closed accounts', every: minute / 2, run: announceDeletions },
  { name: 'deletion of accounts', every: minute / 12, run: deleteClosed },
  { name: 'passkey challenges', every: 60 * minute, run: deleteOldChallenges },
  { name: 'counts of limits', every: 10 * minute, run: deleteOldCounts },
  { name: 'retention', every: 60 * minute, run: runRetention },
]
