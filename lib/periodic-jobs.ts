import { announcementsJob, sendAnnouncements } from '#/lib/announcements/sending.ts'
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

const minute = 60_000
const bringMailForward = createFarMailJob()

/** What the worker does on a rhythm, besides sending mail. */
export const periodicJobs: readonly PeriodicJob[] = [
  {
    // Longer than a lease's renewal takes (lib/mail/leases.ts).
    name: 'mail waiting too long',
    every: minute / 6,
    async run(store) {
      await bringMailForward(store)
    },
  },
  {
    name: 'due reminders',
    every: minute / 2,
    async run(store, stopping) {
      await sendDueReminders(store, stopping)
    },
  },
  {
    name: 'confirmations',
    every: minute / 2,
    async run(store, stopping) {
      await sendConfirmations(store, stopping)
    },
  },
  {
    name: 'escalations',
    every: minute / 4,
    async run(store) {
      await runEscalations(store)
    },
  },
  {
    name: 'bouncing addresses',
    every: minute / 2,
    async run(store, stopping) {
      await tellOfMarks(store, stopping)
    },
  },
  {
    name: 'reviews',
    every: minute / 4,
    async run(store, stopping) {
      await askForReviews(store, stopping)
    },
  },
  {
    name: 'review dates',
    every: 60 * minute,
    async run(store, stopping) {
      await dateReviews(store, stopping)
    },
  },
  { name: announcementsJob, every: minute / 12, run: sendAnnouncements },
  { name: importsJob, every: minute / 12, run: runImports },
  {
    name: drillsJob,
    // A third of a turn (lib/drills/pace.ts), so that none is lost by looking too early.
    every: minute / 30,
    async run(store, stopping) {
      await sendDueDrills(store, stopping)
    },
  },
  {
    name: 'drill dates',
    every: minute,
    async run(store, stopping) {
      await dateUndated(store, stopping)
    },
  },
  { name: 'unreachable accounts', every: 10 * minute, run: indexOlder },
  { name: 'programme days', every: 10 * minute, run: writeProgrammeDays },
  { name: typeChangesJob, every: minute / 12, run: followTypeChanges },
  { name: erasuresJob, every: minute / 12, run: runErasures },
  {
    name: 'closed accounts',
    every: minute / 2,
    async run(store, stopping) {
      await announceDeletions(store, stopping)
    },
  },
  {
    name: 'deletion of accounts',
    every: minute / 12,
    async run(store, stopping) {
      await deleteClosed(store, stopping)
    },
  },
  { name: 'passkey challenges', every: 60 * minute, run: deleteOldChallenges },
  { name: 'counts of limits', every: 10 * minute, run: deleteOldCounts },
  { name: 'retention', every: 60 * minute, run: runRetention },
]
