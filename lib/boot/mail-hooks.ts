import { mailFaultToStaff } from '#/lib/admin/health/mail-fault.ts'
import { findMailZone } from '#/lib/identity/sessions/link-mail.ts'
import { followUp } from '#/lib/notices/delivery/follow-up.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import type { WorkerOptions } from '#/lib/platform/outbox/worker.ts'
import { templates } from './mails.ts'

/** What the mail worker asks of the floors above it, and tells them. */
export const mailHooks: Pick<WorkerOptions, 'sources' | 'onSettled' | 'onFault'> = {
  sources: { templates, readNoticeMail, findZone: findMailZone },
  onSettled: followUp,
  onFault: mailFaultToStaff,
}
