import type { Writer } from '#/db/store/store.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import { buildCase } from '#/seed/cases.ts'
import type { SeededUser } from '#/seed/people.ts'

/** One case that was answered and closed, one that is open. */
export async function seedCases(
  tx: Writer,
  account: SeededAccount,
  people: { elena: SeededUser; paolo: SeededUser; grace: SeededUser },
  now: number,
): Promise<void> {
  const { elena, paolo, grace } = people
  const closedAt = now - 38 * day
  await buildCase(tx, {
    accountId: account.id,
    openedBy: elena.id,
    openedAt: closedAt - 2 * day,
    category: 'users',
    subject: 'A colleague did not get the invitation',
    status: 'closed',
    closedBy: grace.id,
    closedAt,
    updatedAt: closedAt,
    messages: [
      {
        authorId: elena.id,
        text: 'I invited Luca yesterday and nothing has arrived. Can you see whether it was sent?',
        at: closedAt - 2 * day,
      },
      {
        authorId: grace.id,
        fromStaff: true,
        text: 'It was sent and accepted by his mail server. Please ask him to look in the spam folder; you can also send it again from Users.',
        at: closedAt - day,
      },
      { authorId: elena.id, text: 'It was in the spam folder. Thank you!', at: closedAt - 3 * hour },
    ],
  })
  const openedAt = now - 26 * hour
  await buildCase(tx, {
    accountId: account.id,
    openedBy: paolo.id,
    openedAt,
    category: 'integration',
    subject: 'Orari diversi tra il feed e la pagina',
    environment: 'sandbox',
    messages: [
      {
        authorId: paolo.id,
        text: 'Dal cambio d’ora gli appuntamenti del sabato compaiono un’ora dopo. Il feed indica il fuso Europe/Rome: dove conviene guardare?',
        at: openedAt,
      },
      {
        authorId: grace.id,
        fromStaff: true,
        text: 'Grazie della segnalazione. Il feed di sabato scorso riporta l’offset +02:00: puoi controllare come viene calcolato?',
        at: openedAt + 3 * hour,
      },
    ],
  })
}
