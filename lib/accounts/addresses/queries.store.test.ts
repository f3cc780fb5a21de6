import { expect, test } from 'vitest'
import { confirmAddress } from '#/lib/changes/contacts/answer.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { countAsked } from './queries.ts'

test('counts the addresses that were asked and those that confirmed, as long as they serve', async () => {
  const setting = await openConfirmationSetting()
  const count = () => countAsked(setting.store.read, setting.account.id)
  expect(await count()).toEqual({ asked: 0, confirmed: 0 })
  await setting.submit({ emergency: ['oncall@x.example'] })
  expect(await count()).toEqual({ asked: 3, confirmed: 0 })
  const [token = ''] = await setting.tokens('oncall@x.example')
  await confirmAddress(setting.store, token)
  expect(await count()).toEqual({ asked: 3, confirmed: 1 })
  // An address that comes back waits for its first mail.
  await setting.submit({})
  await setting.submit({ emergency: ['oncall@x.example'] })
  expect(await count()).toEqual({ asked: 2, confirmed: 0 })
})
