import type { EventOutcome } from '#/db/words/notices.ts'

/** What became of one event; `noticeId` is null where it did nothing. */
export type AcceptedEvent = {
  id: string
  noticeId: string | null
  dedupKey: string | null
  outcome: EventOutcome
}
