import { expect, test } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { emptyContacts, emptyForm } from '#/db/words/accounts.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { emptyValues } from '#/lib/contacts/form/values.ts'
import { buildAccount, buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { olderContacts } from '#/tests/contact-values.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { loadDraftOrLatest } from './queries.ts'

const store = perTest(openTestStore)

test('completes a version and a draft from before there was a field', async () => {
  const content = completeContacts(['anna'])
  await store.transact(async (tx) => {
    const { id: accountId } = await buildAccount(tx, { slug: 'levante' })
    await buildRevision(tx, { accountId, savedBy: '', content })
    await buildDraft(tx, { accountId, savedBy: '' })
    await tx.update(unguarded(contactRevisions)).set({ content: olderContacts(content) })
    await tx.update(contactDrafts).set({ values: olderContacts(emptyForm()) })
  })
  const loaded = await assertAccount(store.read, { slug: 'levante' })
  expect(loaded.contacts).toEqual({ ...content, technical: emptyContacts().technical })
  expect(loaded.missing.map(({ field }) => field)).toContain('technical')
  expect((await loadDraftOrLatest(store.read, loaded)).values).toEqual(emptyValues())
})
