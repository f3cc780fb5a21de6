import { eq } from 'drizzle-orm'
import { pictures } from '#/db/schema/look.ts'
import { settings } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { requestStaffConfirmation } from '#/lib/changes/confirmations/staff-address.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { findPicture } from '#/lib/platform/look/pictures.ts'
import { type GroupValues, type SettingGroup, versionOf } from '#/lib/platform/settings/groups.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { type Settings, settingGroups, settingsSchema } from '#/lib/platform/settings/schema.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { moveDates } from './move-dates.ts'

/**
 * Makes sure that the logo's pictures are there. Those it replaces stay for a day, for pages that are open.
 * @throws AppError `not-found`
 */
async function checkPictures(tx: Writer, before: Settings, next: Settings): Promise<void> {
  for (const name of ['logo', 'logoVector'] as const) {
    if (next[name] === before[name]) continue
    if (next[name] && !(await findPicture(tx, next[name]))) throw new AppError('not-found', {}, `${name}File`)
    await tx.update(pictures).set({ usedAt: now() }).where(eq(pictures.id, before[name]))
  }
}

/**
 * Saves the changed settings of a group; every process reads them from the commit on. `version` is that of the values
 * on the page (`versionOf`).
 * @throws AppError `settings-changed` if somebody saved others since, as `reauthoriseStaff`
 */
export function saveSettings<Group extends SettingGroup>(
  store: Store,
  grant: AdminGrant,
  group: Group,
  values: GroupValues<Group>,
  version: number,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const before = await readSettings(tx)
    if (versionOf(group, before) !== version) throw new AppError('settings-changed', {}, 'version')
    // Every request reads the settings, so only readable values may be stored.
    const next = settingsSchema.parse({ ...before, ...values })
    const changed: (keyof Settings)[] = settingGroups[group].filter(
      (key) => JSON.stringify(next[key]) !== JSON.stringify(before[key]),
    )
    if (changed.length === 0) return
    await checkPictures(tx, before, next)
    for (const key of changed) {
      const value = next[key]
      await tx
        .insert(settings)
        .values({ key, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
    }
    await moveDates(tx, before, next)
    if (changed.includes('staffAddress') && next.staffAddress)
      await requestStaffConfirmation(tx, next.staffAddress)
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'settings.saved',
      subjectId: group,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, next[key]])),
    })
  })
}
