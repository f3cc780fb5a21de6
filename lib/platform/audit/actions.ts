/** What the subject of an audit entry is, so that a page can name and link it. `none`: the entry has no subject. */
export type SubjectKind =
  | 'person'
  | 'account'
  | 'announcement'
  | 'case'
  | 'notice'
  | 'source'
  | 'category'
  | 'integration-type'
  | 'invitation'
  | 'session'
  | 'other'
  | 'none'

/**
 * Every action of the audit log, `subject.verb`, with its kind of subject. Each has its words in messages/…/audit.json
 * (checked by the types and by actions.test.ts).
 */
export const auditActions = {
  'account.closed': 'account',
  'account.created': 'account',
  'account.deleted': 'none',
  'account.deletion-announced': 'account',
  'endpoint.confirmed': 'account',
  'account.due-extended': 'account',
  'account.edited': 'account',
  'account.nudged': 'account',
  'account.reopened': 'account',
  'account.review-asked': 'account',
  'account.viewed-as-partner': 'none',
  'accounts.exported': 'none',
  'announcement.changed': 'announcement',
  'announcement.continued': 'announcement',
  'announcement.created': 'announcement',
  'announcement.sent': 'announcement',
  'announcement.stopped': 'announcement',
  'announcement.test-sent': 'announcement',
  'audit.exported': 'none',
  'bulk.finished': 'other',
  'bulk.started': 'other',
  'bulk.stopped': 'other',
  'case.answered': 'case',
  'case.assigned': 'case',
  'case.closed': 'case',
  'case.noted': 'case',
  'case.opened': 'case',
  'case.replied': 'case',
  'contacts.confirmation-sent': 'other',
  'contacts.confirmed': 'none',
  'contacts.draft-discarded': 'none',
  'contacts.erased': 'none',
  'contacts.refused': 'none',
  'contacts.reviewed': 'none',
  'contacts.reviewed-by-mail': 'none',
  'contacts.submitted': 'none',
  'contacts.tried-again': 'none',
  'drills.asked': 'other',
  'drills.stopped': 'other',
  'import.finished': 'other',
  'import.resumed': 'other',
  'import.started': 'other',
  'import.stopped': 'other',
  'integration.approve': 'account',
  'integration.disable': 'account',
  'integration.enable': 'account',
  'integration.pause': 'account',
  'integration.request-review': 'account',
  'integration.resume': 'account',
  'integration.send-back': 'account',
  'invitation.accepted': 'invitation',
  'invitation.revoked': 'invitation',
  'invitation.sent': 'invitation',
  'member.left': 'person',
  'member.removed': 'person',
  'member.role-changed': 'person',
  'members.invitation-asked': 'none',
  'note.added': 'other',
  'notice.acknowledged': 'notice',
  'notice.acknowledged-by-mail': 'notice',
  'notice.acknowledgement-undone': 'notice',
  'notice.acknowledgement-undone-by-mail': 'notice',
  'notice.closed': 'notice',
  'notice.drill-sent': 'notice',
  'notice.drill-unsent': 'account',
  'notice.handed-back': 'notice',
  'notice.reminded': 'notice',
  'notice.routed-again': 'notice',
  'notice.sent-by-hand': 'notice',
  'notice.settled': 'notice',
  'notice.test-sent': 'notice',
  'personal.erased': 'other',
  'personal.erasure-finished': 'other',
  'personal.exported': 'none',
  'passkey.added': 'person',
  'passkey.refused': 'person',
  'passkey.removed': 'person',
  'passkey.renamed': 'person',
  'passkeys.reset': 'person',
  'route.saved': 'category',
  'session.all-ended': 'none',
  'session.ended': 'session',
  'session.others-ended': 'none',
  'session.replaced': 'session',
  'session.started': 'session',
  'settings.saved': 'other',
  'settings.tested': 'none',
  'source.added': 'source',
  'source.changed': 'source',
  'source.key-added': 'source',
  'source.key-revoked': 'source',
  'source.revoked': 'source',
  'staff.added': 'person',
  'staff.changed': 'person',
  'staff.removed': 'person',
  'type.added': 'integration-type',
  'type.changed': 'integration-type',
  'type.deleted': 'integration-type',
  'type.rule-changed': 'integration-type',
  'unreachable.exported': 'none',
  'user.address-changed': 'person',
  'user.changed': 'person',
  'user.forgotten': 'person',
  'user.signed-out': 'person',
  'view.changed': 'other',
  'view.deleted': 'other',
  'view.saved': 'other',
} as const satisfies Record<string, SubjectKind>
export type AuditAction = keyof typeof auditActions

export function isAuditAction(text: unknown): text is AuditAction {
  return typeof text === 'string' && Object.hasOwn(auditActions, text)
}
