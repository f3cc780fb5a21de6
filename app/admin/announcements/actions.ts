'use server'

import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { changeAnnouncement, createAnnouncement } from '#/lib/notices/announcements/commands.ts'
import { announcementFormSchema } from '#/lib/notices/announcements/form.ts'
import { previewInBackground } from './preview-in-background.ts'

/** Saves a draft and, on request, lists its accounts. */
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
