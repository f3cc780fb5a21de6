'use server'

import { redirect } from 'next/navigation'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { changeAnnouncement } from '#/lib/notices/announcements/commands.ts'
import { audienceSchema, oneSchema, versionSchema } from '#/lib/notices/announcements/form.ts'
import { beginSending, continueSending, stopSending } from '#/lib/notices/announcements/send.ts'
import { announcementsJob } from '#/lib/notices/announcements/sending.ts'
import { sendAnnouncementTest } from '#/lib/notices/announcements/test-mail.ts'
import { wakeJob } from '#/lib/platform/jobs/scheduler.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { previewInBackground } from '../preview-in-background.ts'

export const previewAction = defineAction({
  schema: versionSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id, version }) => {
    await previewInBackground(await getStore(), grant, { id, version })
    redirect(`/admin/announcements/${id}`)
  },
})

export const chooseAudienceAction = defineAction({
  schema: audienceSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id, version, audience }) => {
    await changeAnnouncement(await getStore(), grant, { id, version, audience })
    redirect(`/admin/announcements/${id}?done=saved`)
  },
})

export const testAction = defineAction({
  schema: versionSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id, version }) => {
    await sendAnnouncementTest(await getStore(), grant, { id, version })
    redirect(`/admin/announcements/${id}?done=tested`)
  },
})

export const sendAction = defineAction({
  schema: versionSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id, version }) => {
    await beginSending(await getStore(), grant, { id, version })
    wakeJob(announcementsJob)
    redirect(`/admin/announcements/${id}?done=sent`)
  },
})

export const stopAction = defineAction({
  schema: oneSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id }) => {
    await stopSending(await getStore(), grant, id)
    redirect(`/admin/announcements/${id}?done=stopped`)
  },
})

export const continueAction = defineAction({
  schema: oneSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { announcement: id }) => {
    await continueSending(await getStore(), grant, id)
    wakeJob(announcementsJob)
    redirect(`/admin/announcements/${id}?done=continued`)
  },
})
