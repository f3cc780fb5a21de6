import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { importRows, imports } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressFailures, bounceReports } from '#/db/schema/notices.ts'
import { challenges, staff } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import { savedViews } from '#/db/schema/saved-views.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Store } from '#/db/store/store.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildCase } from '#/seed/cases.ts'
import { buildDelivery, buildMark, buildNotice } from '#/seed/notices.ts'
import { buildInvitation, buildPasskey, buildSession } from '#/seed/people.ts'
import { scenario } from './scenario.ts'

export const stored = 'Chiara.Bianchi@xn--ambulatorio-citt-dmb.example'
export const typed = 'CHIARA.bianchi@Ambulatorio-Città.example'
export const key = stored.toLowerCase()
export const earlier = 'chiara@before.example'
export const name = 'Chiara Quasimodo-Bianchi'
export const spellings = [stored, typed, 'chiara.bianchi%40xn--ambulatorio-citt-dmb.example', name]

/** A person with data in every place that can hold some. */
export async function plantAddress(store: Store) {
  const people = await scenario(
    store,
    {
      mare: {
        name: 'Studio Mare',
        alerts: ['chiara'],
        people: {
          olga: 'owner',
          chiara: { role: 'editor', email: stored, name, locale: 'it', timeZone: 'Europe/Malta' },
        },
      },
      monte: { name: 'Studio Monte', alerts: [], people: { piero: 'owner' } },
      empty: {},
    },
    { ada: 'admin' },
  )
  const { ada: admin, chiara, mare, monte, olga, piero, empty } = people
  return store.transact(async (tx) => {
    await tx.insert(staff).values({ userId: chiara.id, role: 'support', createdAt: 1 })
    const free = { address: stored, label: `${name}, di notte`, locale: null }
    const others = { address: 'other@monte.example', label: '', locale: null }
    const ofPiero = { accountId: monte.id, savedBy: piero.id }
    for (const operations of [[free], [free, others]]) {
      const content = completeContacts([piero.id], { operations, 'technical-emergency': [free] })
      await buildRevision(tx, { ...ofPiero, content })
    }
    const operations = [{ address: ` ${typed} `, label: '', locale: '' }]
    await buildDraft(tx, { ...ofPiero, values: { operations } })
    const technical = [{ address: 'x@mare.example', label: `or ${stored}`, locale: '' }]
    await buildDraft(tx, { accountId: mare.id, savedBy: olga.id, values: { technical } })
    await buildInvitation(tx, { accountId: monte.id, email: stored, invitedBy: piero.id })
    await buildSession(tx, { userId: chiara.id, userAgent: 'Chiara’s browser' })
    await buildPasskey(tx, { userId: chiara.id, name: `Telefono di ${name}` })
    const challenge = {
      purpose: 'sign-in',
      emailKey: key,
      email: stored,
      codeHash: '',
      linkHash: 'l',
    } as const
    await tx.insert(challenges).values({ id: newId(), ...challenge, createdAt: 1, expiresAt: 2 })
    await buildMark(tx, { address: stored, markedAt: now() })
    await tx
      .insert(addressFailures)
      .values({ id: newId(), addressKey: key, deliveryId: 'd', status: '5.2.2', at: 1 })
    const notice = await buildNotice(tx, {
      accountId: monte.id,
      summary: `Mailbox of ${typed} is full`,
      details: `<${stored}>, not joachiara.bianchi@xn--ambulatorio-citt-dmb.example`,
      raw: JSON.stringify({ to: `mailto:${stored.replace('@', '%40')}` }),
      wouldReach: [{ step: 0, purpose: 'operations', addresses: [stored] }],
      acknowledgedAt: now(),
      acknowledgedBy: chiara.id,
      acknowledgedAs: name,
      dedupKey: `full:${stored}`,
    })
    await buildDelivery(tx, notice, {
      recipient: stored,
      status: 'failed',
      lastError: `RCPT TO 550 5.1.1 <${stored}>: no such user`,
      purpose: 'operations',
    })
    await tx.insert(bounceReports).values({
      id: newId(),
      recipient: stored,
      action: 'failed',
      status: '5.1.1',
      receivedAt: now(),
      diagnostic: `${name} left`,
      raw: `To: ${name} <${stored}>`,
    })
    await buildCase(tx, {
      accountId: mare.id,
      openedBy: chiara.id,
      subject: `${stored} gets nothing`,
      messages: [
        { authorId: chiara.id, text: `Write to ${stored}.` },
        { authorId: olga.id, text: `${typed} is right` },
      ],
    })
    await tx
      .insert(staffNotes)
      .values({ id: newId(), accountId: mare.id, authorId: admin.id, text: `ask ${stored}`, at: 1 })
    await tx.insert(savedViews).values({
      id: newId(),
      ownerId: admin.id,
      list: 'accounts',
      name: `of ${stored}`,
      query: `q=${encodeURIComponent(stored)}`,
      createdAt: 1,
    })
    const importId = newId()
    await tx
      .insert(imports)
      .values({ id: importId, fileName: `${stored}.csv`, state: 'checked', createdAt: 1 })
    const account = {
      name: 'New',
      slug: 'new',
      integrationTypeId: 'x',
      defaultLocale: 'it',
      email: stored,
      locale: 'it',
    } as const
    const row = { importId, line: 2, column: stored, state: 'new', values: { account } } as const
    await tx.insert(importRows).values({ id: newId(), ...row })
    await tx.insert(settings).values({ key: 'staffAddress', value: stored })
    const passkey = `Telefono di ${name}`
    const own = { actorId: chiara.id, subjectId: chiara.id }
    await writeAudit(tx, { ...own, action: 'user.changed', before: { name }, after: { name: 'Chiara Q.' } })
    await writeAudit(tx, { ...own, action: 'passkey.added', after: { passkey } })
    const gone = { passkeys: [passkey] }
    await writeAudit(tx, { ...own, actorId: admin.id, action: 'passkeys.reset', before: gone })
    const signedIn = { method: 'passkey', passkey }
    await writeAudit(tx, { ...own, action: 'session.started', subjectId: newId(), after: signedIn })
    const moved = { before: { email: earlier }, after: { email: stored } }
    await writeAudit(tx, { ...own, action: 'user.address-changed', ...moved })
    await tx.update(auditEntries).set({ address: '203.0.113.9' }).where(eq(auditEntries.actorId, chiara.id))
    await writeAudit(tx, {
      actorId: piero.id,
      accountId: monte.id,
      action: 'contacts.submitted',
      before: null,
      after: completeContacts([], { technical: [free] }),
    })
    await tx.insert(outbox).values({
      id: newId(),
      template: 'case-update',
      recipient: 'olga@mare.example',
      locale: 'it',
      lane: 'ordinary',
      data: { authorName: name, text: `see ${stored}` },
      status: 'accepted',
      createdAt: 1,
      settledAt: 2,
    })
    await tx.update(accounts).set({ checkedAt: 1, checkedBy: chiara.id }).where(eq(accounts.id, mare.id))
    for (const { id } of await tx.select({ id: accounts.id }).from(accounts)) await refreshSearchRow(tx, id)
    return { admin, chiara, mare, monte, olga, piero, notice, empty }
  })
}
