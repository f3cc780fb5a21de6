import { describe, expect, test } from 'vitest'
import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import { buildOpenAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildUser } from '#/seed/people.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findPublishedBrand } from './queries.ts'

const store = perTest(openTestStore)

function build(slug: string, state: IntegrationState, brand: string | null = `help@${slug}.example`) {
  return store.transact(async (tx) => {
    const user = await buildUser(tx)
    const { account } = await buildOpenAccount(tx, { slug, state, name: 'Brand', alerts: [user.id] })
    const support = brand && {
      address: brand,
      label: 'Secret label',
      locale: 'it' as const,
      phone: '1',
      helpUrl: '',
    }
    const content = completeContacts([user.id], { 'brand-support': support || null })
    await buildRevision(tx, { accountId: account.id, savedBy: user.id, content })
    return account
  })
}

describe('a brand', () => {
  test.each(integrationStates)('publishes an account in %s only if it is live or paused', async (state) => {
    const { id } = await build('brand', state)
    const published = await findPublishedBrand(store.read, 'brand')
    expect(published !== null).toBe(state === 'live' || state === 'paused')
    expect(await findPublishedBrand(store.read, id)).toEqual(published)
  })

  test('is read from the last revision, and contains nothing else', async () => {
    await build('other', 'live')
    await build('brand', 'live')
    expect(await findPublishedBrand(store.read, 'brand')).toEqual({
      slug: 'brand',
      name: 'Brand',
      support: { address: 'help@brand.example', phone: '1', helpUrl: '' },
      hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
    })
  })

  test('is not mixed up when many are requested at once', async () => {
    const slugs = Array.from({ length: 12 }, (_, place) => `brand-${place}`)
    for (const slug of slugs) await build(slug, slug === 'brand-3' ? 'disabled' : 'live')
    const found = await Promise.all(
      [...slugs, 'nobody', ...slugs].map((slug) => findPublishedBrand(store.read, slug)),
    )
    const expected = slugs.map((slug) => (slug === 'brand-3' ? null : `help@${slug}.example`))
    expect(found.map((brand) => brand?.support.address ?? null)).toEqual([...expected, null, ...expected])
  })

  test('is not published after its support was removed', async () => {
    await build('brand', 'live', null)
    expect(await findPublishedBrand(store.read, 'brand')).toBeNull()
  })

  test.each([
    'nowhere',
    '',
    'a\0b',
    'BRAND',
    '%',
    '../brand',
    'x'.repeat(5000),
    '01991b2c-0000-7000-8000-000000000000',
  ])('called %j does not exist', async (named) => {
    await build('brand', 'live')
    expect(await findPublishedBrand(store.read, named)).toBeNull()
  })
})
