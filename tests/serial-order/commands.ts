import type { EventAction, EventFormat, NoticeCategory } from '#/db/words/notices.ts'

/** The categories of the run; `contacts.ts` has their recipients. */
export type Category = Extract<NoticeCategory, 'technical' | 'emergency' | 'production-alert'>

/** An event as a sender reports it. `summary` names the request, so that its rows can be counted. */
export type SentEvent = {
  account: string
  category: Category
  action: EventAction
  dedupKey: string
  summary: string
}

/**
 * Native requests name accounts that are there; in the other formats an unknown one is for staff to route, and those of
 * Alertmanager are firings (`readFiring`).
 */
export type Format = Extract<EventFormat, 'native' | 'pagerduty' | 'alertmanager'>

/** What the test asks of an instance, as routes and forms do. */
export type Command =
  | { what: 'events'; source: number; key: string | null; format: Format; events: SentEvent[] }
  | { what: 'acknowledge' | 'undo'; slug: string; noticeId: string }
  | { what: 'acknowledge by mail' | 'undo by mail'; sentTo: string }
  | { what: 'hand back'; noticeId: string; reason: string }
  | { what: 'close'; noticeId: string; note: string }
  | { what: 'remind'; noticeId: string }
  | { what: 'route again'; noticeId: string; slug: string | null }
  | { what: 'write'; slug: string; category: Category; summary: string }
  | { what: 'drill' | 'pause' | 'resume' | 'disable' | 'enable' | 'try again'; slug: string }
  | { what: 'bounce'; sentTo: string; recipient: string; status: string }
  | { what: 'escalate' }
  | { what: 'move the clock'; by: number }
  | { what: 'fill' }
  | { what: 'know'; filled: Filled }

/** `refused`: the code of an error that a person sees. `failed`: the store could not take it, or the program is wrong. */
export type Answer = { done: unknown } | { refused: string } | { failed: string; ofStore: boolean }

/** The database and the mail server of an instance. */
export type InstanceSetting = { url: string; relay: string }

/** What `fill` made: the keys of the sources, the id of the staff, and the slugs of the accounts by their ids. */
export type Filled = { keys: string[]; staffId: string; accounts: Record<string, string> }

/** The events of an answered request. */
export type TakenEvent = { id: string; noticeId: string | null; outcome: string }
