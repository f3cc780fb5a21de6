import { caseMessages, cases } from '#/db/schema/cases.ts'
import type { CaseCategory } from '#/db/words/cases.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { caseRow, messageRow } from '#/seed/cases.ts'
import type { AccountSetting, SeededAccountFacts } from './account-rows.ts'
import type { Rows } from './rows.ts'

const subjects = {
  urgent: 'The integration is down',
  'contact-information': 'Who can be an alert contact?',
  users: 'One of our owners has left',
  integration: 'The feed has been refused since yesterday',
  other: 'A question about the agreement',
} as const satisfies Record<CaseCategory, string>

/** Adds a case with a question, mostly with an answer and closed. */
export function addCase(rows: Rows, setting: AccountSetting, account: SeededAccountFacts, openedAt: number) {
  const { dice, at, staff } = setting
  const id = dice.id(openedAt)
  const category = dice.weigh<CaseCategory>({
    urgent: 5,
    'contact-information': 30,
    users: 25,
    integration: 30,
    other: 10,
  })
  const answeredAt = openedAt + dice.between(hour, 3 * day)
  const isAnswered = answeredAt < at && dice.chance(0.95)
  const isClosed = isAnswered && dice.chance(0.9)
  const updatedAt = isAnswered ? answeredAt : openedAt
  const assignee = dice.pick(staff)
  const opened = caseRow({
    id,
    number: rows.count(cases) + 1,
    accountId: account.id,
    category,
    situation: category === 'urgent' ? 'integration-down' : null,
    subject: subjects[category],
    status: isClosed ? 'closed' : 'open',
    openedBy: account.owner.id,
    openedAt,
    updatedAt,
    closedBy: isClosed ? assignee : null,
    closedAt: isClosed ? updatedAt : null,
    assigneeId: isAnswered || dice.chance(0.5) ? assignee : null,
  })
  rows.add(cases, opened)
  rows.add(caseMessages, messageRow(opened, { id: dice.id(openedAt), authorId: account.owner.id }))
  if (!isAnswered) return
  const answer = { authorId: assignee, fromStaff: true, text: 'We looked into it, and it works again.' }
  rows.add(caseMessages, messageRow(opened, { ...answer, id: dice.id(answeredAt), at: answeredAt }))
}
