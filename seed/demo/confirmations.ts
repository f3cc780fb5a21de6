import type { Writer } from '#/db/store/store.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { buildRevision, type SeededAccount, type SeededRevision } from '#/seed/accounts.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import type { SeededUser } from '#/seed/people.ts'
import { demoQuestionIds } from './ids.ts'

/** Most of Levante's addresses are confirmed; one was asked two days ago, and one bounces and never answered. */
export async function confirmLevante(
  tx: Writer,
  account: SeededAccount,
  elena: SeededUser,
  now: number,
): Promise<void> {
  const askedAt = account.createdAt + 2 * day
  const asked = { accountId: account.id, askedBy: elena.id, askedAt }
  const question = { locale: account.defaultLocale, accountName: account.name }
  for (const local of ['oncall', 'tech', 'assistenza']) {
    const address = `${local}@levante.example`
    const row = await buildConfirmation(tx, { ...asked, address, confirmedAt: askedAt + 5 * hour })
    const { confirmed } = demoQuestionIds
    if (local === 'oncall') await buildQuestion(tx, row, { ...question, id: confirmed })
  }
  const dead = await buildConfirmation(tx, { ...asked, address: 'esercenti@levante.example', mails: 3 })
  await buildQuestion(tx, dead, { ...question, id: demoQuestionIds.expired })
  const address = 'operativo@levante.example'
  const lately = { askedAt: now - 2 * day, mailDueAt: now + day }
  const open = await buildConfirmation(tx, { ...asked, ...lately, address })
  await buildQuestion(tx, open, { ...question, id: demoQuestionIds.open })
}

/** One of Ponte's addresses said "This is not me" yesterday; nobody asked the others, as in an older store. */
export async function refuseInPonte(
  tx: Writer,
  account: SeededAccount,
  { content, savedBy }: Pick<SeededRevision, 'content' | 'savedBy'>,
  now: number,
): Promise<void> {
  const address = 'vecchio.tecnico@studio-ponte.example'
  const refusedAt = now - day
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: '',
    savedAt: refusedAt,
    cause: 'refused',
    refusedAddress: address,
    content: { ...content, technical: content.technical.filter((contact) => contact.address !== address) },
  })
  const row = await buildConfirmation(tx, {
    accountId: account.id,
    address,
    askedBy: savedBy,
    askedAt: now - 2 * day,
    endedAt: refusedAt,
    endedHow: 'refused',
  })
  const question = { locale: account.defaultLocale, accountName: account.name }
  await buildQuestion(tx, row, { ...question, id: demoQuestionIds.refused })
}
