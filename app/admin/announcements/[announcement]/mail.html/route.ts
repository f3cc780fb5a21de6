import { defineFile } from '#/app/define-file.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { previewAnnouncement } from '#/lib/notices/announcements/preview.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { announcement } from '#/lib/notices/delivery/announcement.ts'
import { showHtml } from '#/lib/platform/mail/html-part.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { readSender } from '#/lib/platform/mail/sender.ts'

/** The mail of `account` in `locale`, or else of the first, as a mail program shows it; the preview frames it. */
export const GET = defineFile(
  '/admin/announcements/[announcement]/mail.html',
  staff,
  async ({ grant, store: { read }, params, query: { account, locale } }) => {
    const found = await findAnnouncement(read, grant, params.announcement)
    const slug = typeof account === 'string' ? account : undefined
    const preview = found && (await previewAnnouncement(read, grant, found, slug))
    const one = preview?.mails.find((mail) => mail.locale === locale) ?? preview?.mails[0]
    if (!one) return new Response(null, { status: 404 })
    const mail = renderMail(fill(announcement, one.mail), one.locale, await readSender(read))
    return new Response(showHtml(mail), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
        'cache-control': 'private, no-store',
      },
    })
  },
)
