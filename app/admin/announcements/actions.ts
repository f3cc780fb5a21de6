'use server'

import { setTimeout } from 'node:timers/promises'
import type { Store } from '#/db/store/store.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import {
  beginSending,
  changeAnnouncement,
  continueSending,
  createAnnouncement,
  stopSending,
} from '#/lib/notices/announcements/commands.ts'
import {
  announcementFormSchema,
  audienceSchema,
  oneSchema,
  versionSchema,
} from '#/lib/notices/announcements/form.ts'
import { sendAnnouncementTest } from '#/lib/notices/announcements/preview.ts'
import { announcementsJob } from '#/lib/notices/announcements/sending.ts'
import { beginSnapshot, snapshotAudience } from '#/lib/notices/announcements/snapshot-audience.ts'

export const writeAnnouncementAction = defineAction({
  schema: announcementFormSchema,
  right: staff,
  run: async (store, grant, { id, version: started, intent, ...content }) => {
    let version = 0
    if (started === undefined) await createAnnouncement(store, grant, { id, ...content })
    else {
      const { audience: _, ...words } = content
      version = (await changeAnnouncement(store, grant, { id, version: started, ...words })).version
    }
    if (intent === 'preview') await previewInBackground(store, grant, { id, version })
  },
  redirectTo: ({ id, intent }) => `/admin/announcements/${id}${intent === 'preview' ? '' : '?done=saved'}`,
})

const toAnnouncement =
  (query = '') =>
  ({ announcement }: { announcement: string }) =>
    `/admin/announcements/${announcement}${query}`

export const previewAction = defineAction({
  schema: versionSchema,
  right: staff,
  run: (store, grant, { announcement: id, version }) => previewInBackground(store, grant, { id, version }),
  redirectTo: toAnnouncement(),
})

export const chooseAudienceAction = defineAction({
  schema: audienceSchema,
  right: staff,
  run: (store, grant, { announcement: id, version, audience }) =>
    changeAnnouncement(store, grant, { id, version, audience }),
  redirectTo: toAnnouncement('?done=saved'),
})

export const testAction = defineAction({
  schema: versionSchema,
  right: staff,
  run: (store, grant, { announcement: id, version }) => sendAnnouncementTest(store, grant, { id, version }),
  redirectTo: toAnnouncement('?done=tested'),
})

export const sendAction = defineAction({
  schema: versionSchema,
  right: staff,
  run: (store, grant, { announcement: id, version }) => beginSending(store, grant, { id, version }),
  wakes: announcementsJob,
  redirectTo: toAnnouncement('?done=sent'),
})

export const stopAction = defineAction({
  schema: oneSchema,
  right: staff,
  run: (store, grant, { announcement }) => stopSending(store, grant, announcement),
  redirectTo: toAnnouncement('?done=stopped'),
})

export const continueAction = defineAction({
  schema: oneSchema,
  right: staff,
  run: (store, grant, { announcement }) => continueSending(store, grant, announcement),
  wakes: announcementsJob,
  redirectTo: toAnnouncement('?done=continued'),
})

/** The answer waits this long for the list, milliseconds; after that the page shows the progress. */
const patience = 1000

/** Lists an announcement's accounts; a long list does not delay the answer. @throws AppError as `beginSnapshot` */
async function previewInBackground(
  store: Store,
  grant: StaffGrant,
  what: { id: string; version: number },
): Promise<void> {
  const freezing = await beginSnapshot(store, grant, what)
  if (!freezing) return
  // `snapshotAudience` logs a failure and turns the announcement back into a draft.
  const run = snapshotAudience(store, grant, freezing).catch(() => false)
  await Promise.race([run, setTimeout(patience)])
}
