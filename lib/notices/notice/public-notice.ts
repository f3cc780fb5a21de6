import type { notices } from '#/db/schema/notices.ts'

type Notice = typeof notices.$inferSelect

/** An instant for machines: RFC 3339, UTC, with milliseconds. */
const toInstant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** What partners' machines may know of a notice, in the API and in webhooks. */
export function toPublicNotice(notice: Notice) {
  const { id, kind, category, environment, severity, state, problem, silence } = notice
  const { summary, details, meaning, remedy, count, closedHow, closeNote } = notice
  return {
    ...{ id, kind, category, environment, severity, state, problem, silence },
    ...{ summary, details, meaning, remedy, count },
    links: notice.links.map(({ href, text }) => ({ href, text })),
    occurredAt: toInstant(notice.occurredAt),
    firstSeenAt: new Date(notice.firstSeenAt).toISOString(),
    lastSeenAt: new Date(notice.lastSeenAt).toISOString(),
    dueAt: toInstant(notice.dueAt),
    // A drill only ends then.
    escalatesAt: kind === 'event' ? toInstant(notice.escalateAt) : null,
    acknowledgedAt: toInstant(notice.acknowledgedAt),
    acknowledgedBy: notice.acknowledgedAt === null ? null : notice.acknowledgedAs,
    closedAt: toInstant(notice.closedAt),
    ...{ closedHow, closeNote },
  }
}
