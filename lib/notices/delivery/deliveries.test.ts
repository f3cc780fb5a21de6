import { expect, test } from 'vitest'
import type { RecipientState } from '#/lib/notices/routing/routing.ts'
import { statesOf, type TriedDelivery } from './deliveries.ts'

type Given = Partial<Pick<TriedDelivery, 'status' | 'part' | 'silent'>>

const tried = (given: Given): TriedDelivery => ({
  ...{ id: '', recipient: 'endpoint:1', shown: 'ntfy', host: null, silent: false, locale: 'en' },
  ...{ status: 'retrying', part: 'notice', purpose: null, step: 0, noticeId: null, digestId: null },
  ...{ accountId: null, thenResolve: false, data: {}, createdAt: 0, ...given },
})

test.each<[string, Given[], RecipientState | undefined]>([
  ['is tried', [{}], 'trying'],
  ['is silent', [{ silent: true }], 'silent'],
  ['stays silent while a repeat is tried', [{ silent: true }, { part: 'repeat' }], 'silent'],
  [
    'stays silent where a repeat took the place of the first message',
    [{ silent: true, status: 'superseded' }, { part: 'repeat' }],
    'silent',
  ],
  ['has what it took late', [{ silent: true, status: 'accepted' }], 'accepted'],
  [
    'has what it took after a silence',
    [{ silent: true }, { part: 'repeat', status: 'accepted' }],
    'accepted',
  ],
  ['failed after a silence', [{ silent: true }, { part: 'repeat', status: 'expired' }], 'failed'],
  ['is tried again after an undo', [{ status: 'superseded' }, { part: 'reopened' }], 'trying'],
  ['has nothing by an answer alone', [{ part: 'acknowledged', status: 'accepted' }], undefined],
])('an endpoint %s', (_, rows, expected) => {
  expect(statesOf(rows.map(tried)).get('endpoint:1')).toBe(expected)
})
