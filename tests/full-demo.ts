import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { bulkAccounts, bulkRuns } from '#/db/schema/bulk.ts'
import { importRows, imports } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import {
  addressFailures,
  bounceReports,
  digestNotices,
  digests,
  idempotencyKeys,
  noticeRates,
} from '#/db/schema/notices.ts'
import { challenges, passkeyChallenges, users } from '#/db/schema/people.ts'
import { savedViews } from '#/db/schema/saved-views.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Store } from '#/db/store/store.ts'
import { rateKey } from '#/lib/notices/notice/keys.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildDraft } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildMark, buildNotice } from '#/seed/notices.ts'
import { buildInvitation, buildSession } from '#/seed/people.ts'

export const levante = 'poliambulatorio-levante'

/** Adds to the demo what Poliambulatorio Levante lacks, so that every table with account data has some. */
export function fillEveryTable(store: Store, id: string): Promise<void> {
  const group = { accountId: id, category: 'technical', environment: 'production' } as const
  return store.transact(async (tx) => {
    const [elena] = await tx.select().from(users).where(eq(users.emailKey, 'elena@levante.example'))
    const [other] = await tx.select().from(accounts).where(eq(accounts.slug, 'clinica-aurora'))
    if (!elena || !other) throw new Error('no such person')
    await buildDraft(tx, { accountId: id, savedBy: elena.id })
    await buildInvitation(tx, { accountId: id, email: 'nina@levante.example' })
    await buildEndpoint(tx, { accountId: id, createdBy: elena.id })
    await buildSession(tx, { userId: elena.id })
    const notice = await buildNotice(tx, { ...group, summary: 'Slow' })
    const digestId = newId()
    const at = now()
    const digest = { key: `notices ${rateKey(group)}`, kind: 'notices', ...group } as const
    await tx.insert(digests).values({ id: digestId, ...digest, createdAt: at, gathersUntil: at, dueAt: at })
    await tx.insert(digestNotices).values({ digestId, noticeId: notice.id })
    await tx.insert(noticeRates).values({ key: rateKey(group), toldAt: [at] })
    const mail = { template: 'notice', locale: 'it', lane: 'ordinary', createdAt: at, settledAt: at } as const
    const sent = { ...mail, status: 'accepted', data: {} } as const
    const delivery = newId()
    await tx.insert(outbox).values([
      { ...sent, id: delivery, recipient: 'tech@levante.example', accountId: id, noticeId: notice.id },
      { ...sent, id: newId(), recipient: 'tech@levante.example', accountId: id, digestId },
      { ...sent, id: newId(), template: 'sign-in-code', recipient: 'Elena@levante.example' },
      { ...sent, id: newId(), template: 'invitation', recipient: 'nina@levante.example', accountId: id },
      { ...sent, id: newId(), template: 'sign-in-code', recipient: 'luca@partner-it.example' },
    ])
    const report = { action: 'failed', status: '5.1.1', receivedAt: at }
    await tx.insert(bounceReports).values([
      { ...report, id: newId(), deliveryId: delivery, recipient: 'forwarded@elsewhere.example' },
      { ...report, id: newId(), recipient: 'oncall@levante.example', raw: 'To: oncall@levante.example' },
      { ...report, id: newId(), recipient: 'somebody@elsewhere.example' },
    ])
    const addressKey = 'tech@levante.example'
    await buildMark(tx, { address: addressKey })
    const failure = { id: newId(), addressKey, deliveryId: delivery, status: '5.2.2', at }
    await tx.insert(addressFailures).values(failure)
    const { email, emailKey } = elena
    const asked = { purpose: 'sign-in', userId: elena.id, createdAt: at, expiresAt: at } as const
    const code = { email, emailKey, codeHash: newId(), linkHash: newId() }
    await tx.insert(challenges).values({ id: newId(), ...asked, ...code })
    await tx.insert(passkeyChallenges).values({ id: newId(), ...asked, challenge: newId() })
    await tx.insert(idempotencyKeys).values({ id: newId(), bodyHash: newId(), answer: [], createdAt: at })
    const runId = newId()
    const run = { work: { kind: 'nudge' }, selection: {}, startedBy: elena.id, startedAt: at } as const
    await tx.insert(bulkRuns).values({ id: runId, state: 'done', ...run, finishedAt: at })
    await tx.insert(bulkAccounts).values([
      { id: newId(), runId, accountId: id, position: 0, outcome: 'done' },
      { id: newId(), runId, accountId: other.id, position: 1, outcome: 'skipped', why: 'nudged-lately' },
    ])
    const announcementId = newId()
    const what = { state: 'sent', category: 'technical', severity: 'info' } as const
    const told = { texts: {}, links: [], audience: {}, createdBy: elena.id, createdAt: at, finishedAt: at }
    await tx.insert(announcements).values({ id: announcementId, ...what, ...told })
    await writeAudit(tx, { actorId: elena.id, accountId: id, action: 'contacts.submitted', subjectId: id })
    const moved = { before: { email: 'e@levante.example' }, after: { email } }
    await writeAudit(tx, { actorId: elena.id, action: 'user.address-changed', subjectId: elena.id, ...moved })
    await tx.insert(staffNotes).values({ id: newId(), accountId: id, authorId: elena.id, text: 'x', at })
    const view = { list: 'cases', name: 'x', query: 'assignee=me', createdAt: at } as const
    await tx.insert(savedViews).values({ id: newId(), ownerId: elena.id, ...view })
    const listed = { announcementId, planned: 'reaches', addresses: 1 } as const
    await tx.insert(announcementAccounts).values([
      { ...listed, id: newId(), accountId: id, position: 0, noticeId: notice.id, sentAt: at },
      { ...listed, id: newId(), accountId: other.id, position: 1 },
    ])
    const importId = newId()
    await tx.insert(imports).values({ id: importId, fileName: 'x.csv', state: 'done', createdAt: at })
    const account = {
      slug: levante,
      name: 'Levante',
      email: 'elena@levante.example',
      integrationTypeId: 'things-to-do',
      locale: 'it' as const,
      defaultLocale: 'it' as const,
    }
    await tx.insert(importRows).values([
      { id: newId(), importId, line: 2, state: 'made', values: { account }, accountId: id },
      { id: newId(), importId, line: 3, state: 'new', values: { account } },
    ])
  })
}
