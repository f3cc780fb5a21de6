'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import {
  beginSending,
  changeAnnouncement,
  continueSending,
  stopSending,
} from '#/lib/notices/announcements/commands.ts'
import { audienceSchema, oneSchema, versionSchema } from '#/lib/notices/announcements/form.ts'
import { sendAnnouncementTest } from '#/lib/notices/announcements/preview.ts'
import { announcementsJob } from '#/lib/notices/announcements/sending.ts'
import { previewInBackground } from '../preview-in-background.ts'

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
