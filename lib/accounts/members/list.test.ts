import { describe, expect, test } from 'vitest'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { toQuery } from '#/lib/platform/lists/define-list.ts'
import { memberList, membersPlace, pageMembers } from './list.ts'

const members = Array.from({ length: 120 }, (_, index): Member => {
  const name = `Person ${index}${index % 40 === 0 ? ' Niccolò' : ''}`
  return {
    userId: `u${index}`,
    name,
    email: `p${index}@levante.example`,
    locale: 'en',
    timeZone: null,
    role: 'viewer',
    joinedAt: 1,
    lastSeenAt: null,
  }
})
const pageOf = (search: string, after: number | null) => {
  const { shown, ...rest } = pageMembers({ members }, { search }, after)
  return { ...rest, first: shown[0]?.userId, count: shown.length }
}

describe('a page of members', () => {
  test.each([
    ['the first', '', null, { found: 120, after: null, next: 50, first: 'u0', count: 50 }],
    ['the second', '', 50, { found: 120, after: 50, next: 100, first: 'u50', count: 50 }],
    ['the last', '', 100, { found: 120, after: 100, next: null, first: 'u100', count: 20 }],
    [
      'behind the end, after removals',
      '',
      900,
      { found: 120, after: 100, next: null, first: 'u100', count: 20 },
    ],
    [
      'found without its accent',
      'niccolo',
      null,
      { found: 3, after: null, next: null, first: 'u0', count: 3 },
    ],
    [
      'of a search, at a place of the whole list',
      'niccolo',
      50,
      { found: 3, after: null, next: null, first: 'u0', count: 3 },
    ],
    ['of nobody', 'zzz', null, { found: 0, after: null, next: null, first: undefined, count: 0 }],
  ])('%s', (_, search, after, expected) => expect(pageOf(search, after)).toEqual(expected))

  test('ends exactly at the last member', () => {
    expect(pageMembers({ members: members.slice(0, 100) }, { search: '' }, 50).next).toBeNull()
  })
})

describe('the place in the list', () => {
  const path = '/accounts/levante/configuration/users'

  test('leads back to its page and search, and drops other parameters', () => {
    const place = membersPlace(path, { q: 'ferri & co', after: '50', done: 'role', remove: 'x' })
    expect(place.href()).toBe(`${path}?q=ferri+%26+co&after=50`)
    expect(place.href({ remove: 'u1' })).toBe(`${path}?q=ferri+%26+co&after=50&remove=u1`)
    expect(membersPlace(path, toQuery(new URLSearchParams(place.at))).href()).toBe(place.href())
  })

  test('is the first page if the URL has no valid place', () => {
    expect(membersPlace(path, { after: 'x', q: '' }).href({ done: 'role' })).toBe(`${path}?done=role`)
    expect(memberList.isFiltered(memberList.read({}))).toBe(false)
  })
})
