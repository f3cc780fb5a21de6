import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { foldText, listWords } from '#/lib/platform/values/fold.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { openTestStore } from '#/tests/store.ts'
import { searchAccounts } from './account-search.ts'
import { indexUnindexed, searchWordsOf } from './refresh-search-row.ts'

const levante = { name: "Poliambulatorio Città d'Ambra", slug: 'poliambulatorio-levante' }

async function openLevante() {
  const store = await openTestStore()
  await store.transact(async (tx) => {
    const { id: accountId } = await buildAccount(tx, levante)
    await buildMember(tx, { accountId, email: 'On.Call@levante.example' })
    await buildMember(tx, { accountId, email: 'anna@sede.example' })
    await buildMember(tx, { accountId, email: 'Guàrdia@xn--citt-3na.example' })
  })
  await indexUnindexed(store)
  const finds = async (search: string) => (await searchAccounts(store.read, search)?.limit(9))?.length === 1
  return { store, finds }
}

test('finds an account by any piece of its words and by the beginning of its addresses', async () => {
  const { finds } = await openLevante()
  const found = [
    'levante',
    'LEV',
    'vante',
    'citta',
    'CITTÀ ambra',
    'ambra poli',
    'poliambulatorio-levante',
    'on.call@levante.example',
    'on.call@lev',
    'ÖN.CÀLL@lev',
    '@levante.example',
    'anna',
    'guardia@citta.ex',
    'GUÀRDIA@CITTÀ.example',
    'guàrdia@xn--citt',
  ]
  for (const search of found) expect(await finds(search), search).toBe(true)
  for (const search of [
    'levante molo',
    'call@levante',
    'anna@levante',
    'uardia@citta',
    'guardia@ambra',
    'alerts',
    'complete',
    '%',
  ])
    expect(await finds(search), search).toBe(false)
})

test('finds an account by any piece of a word, whatever characters it has', async () => {
  const { store, finds } = await openLevante()
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      async (name, which, from, length) => {
        const words = listWords(name)
        fc.pre(words.length > 0)
        const word = [...(words[which % words.length] ?? '')]
        const start = from % word.length
        const piece = word.slice(start, start + 1 + (length % (word.length - start))).join('')
        const kept = searchWordsOf({ ...levante, name, addresses: [] })
        await store.transact((tx) => tx.update(accountSearch).set({ words: kept }))
        expect(await finds(piece)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('folding a folded text changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
  )
})
