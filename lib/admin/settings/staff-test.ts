import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'

/** `sentBy`: the admin who asked for it. */
export type StaffTest = { sentBy: string; link: string }

/** To wherever staff are mailed, when an admin wants to know whether that arrives. */
export const staffTest: Template<StaffTest> = {
  name: 'staff-test',
  compose({ sentBy, link }, { t, programmeName: programme }) {
    return {
      subject: t('staff-test.subject', { programme }),
      title: t('staff-test.title'),
      parts: [
        paragraph(t('staff-test.text', { name: sentBy })),
        paragraph(t('staff-test.means')),
        action(t('staff-test.open'), link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
