import { expect, test } from 'vitest'
import { auditHref, isNarrowed, readAuditView, startOfDay } from './filter.ts'

test('an address is read back as it was written', () => {
  const view = readAuditView({
    account: ' levante ',
    actor: 'a@b.example',
    action: 'member.removed',
    subject: '',
    from: '2026-06-01',
    to: '2026-06-30',
    text: 'on-call & more',
  })
  expect(view.account).toBe('levante')
  const read = new URL(auditHref(view), 'http://x').searchParams
  expect(readAuditView(Object.fromEntries(read))).toEqual(view)
  expect(auditHref(readAuditView({}))).toBe('/admin/audit')
})

test('what the address says that is unknown counts for nothing', () => {
  const view = readAuditView({ action: 'member.eaten', account: ['a', 'b'], text: 'a\0b' })
  expect(view).toMatchObject({ action: null, account: '', text: 'a\ufffdb' })
  expect(isNarrowed(readAuditView({ action: 'toString' }))).toBe(false)
})

test.each([
  ['2026-06-10', 'Europe/Rome', '2026-06-09T22:00:00.000Z'],
  ['2026-06-31', 'Europe/Rome', null],
  ['soon', 'UTC', null],
])('%s in %s starts at %s', (day, zone, start) => {
  const at = startOfDay(day, zone)
  expect(at === null ? null : new Date(at).toISOString()).toBe(start)
})
