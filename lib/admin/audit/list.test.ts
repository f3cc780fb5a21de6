import { expect, test } from 'vitest'
import { auditLog, startOfDay } from './list.ts'

test('ignores unknown words in the address', () => {
  const view = auditLog.read({ action: 'member.eaten', account: ['a', 'b'], text: 'a\0b' })
  expect(view).toMatchObject({ action: null, account: '', text: 'a\ufffdb' })
  expect(auditLog.isFiltered(auditLog.read({ action: 'toString' }))).toBe(false)
})

test.each([
  ['2026-06-10', 'Europe/Rome', '2026-06-09T22:00:00.000Z'],
  ['2026-06-31', 'Europe/Rome', null],
  ['soon', 'UTC', null],
])('%s in %s starts at %s', (day, zone, start) => {
  const at = startOfDay(day, zone)
  expect(at === null ? null : new Date(at).toISOString()).toBe(start)
})

test('writes unchanged URLs, so that saved links work', () => {
  const asked = { text: 'on-call & more', to: '2026-06-30', from: '2026-06-01', subject: 's' }
  const view = auditLog.read({ ...asked, action: 'member.removed', actor: 'a@b.example', account: 'levante' })
  const said =
    'account=levante&actor=a%40b.example&action=member.removed&subject=s&from=2026-06-01&to=2026-06-30&text=on-call+%26+more'
  const id = '019a0000-0000-7000-8000-000000000000'
  expect(auditLog.href(view, { at: 1_764_000_000_000, id })).toBe(
    `/admin/audit?${said}&after=1764000000000.${id}`,
  )
  expect(auditLog.href(view, null, '/admin/audit/export.csv')).toBe(`/admin/audit/export.csv?${said}`)
})
