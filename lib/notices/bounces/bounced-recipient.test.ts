import { expect, test } from 'vitest'
import { readBouncedRecipient } from './bounced-recipient.ts'

test.each([
  ['failed', '5.1.1', 'failed', '5.1.1'],
  ['failed', null, 'failed', ''],
  ['delayed', '5.1.1', 'delayed', '5.1.1'],
  ['delivered', null, 'delivered', ''],
  ['relayed', '2.0.0', 'relayed', '2.0.0'],
  ['expanded', '2.0.0', 'expanded', '2.0.0'],
  [null, '5.1.1', 'failed', '5.1.1'],
  ['bounced', '5.7.1', 'failed', '5.7.1'],
  [null, '4.2.2', 'delayed', '4.2.2'],
  [null, '2.0.0', 'relayed', '2.0.0'],
  [null, null, 'failed', ''],
])('the action %s with the status %s is %s', (action, status, read, kept) => {
  const reported = { finalRecipient: 'ops@sud.example', action, status, diagnosticCode: 'full' }
  expect(readBouncedRecipient(reported)).toEqual({
    recipient: 'ops@sud.example',
    action: read,
    status: kept,
    diagnostic: 'full',
  })
})
