import { expect, test } from 'vitest'
import { newId, timeOfId } from './ids.ts'

test('reads the creation time from an id', () => {
  expect(timeOfId('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(Date.parse('2022-02-22T19:22:22.000Z'))
  expect(Math.abs(timeOfId(newId()) - Date.now())).toBeLessThan(60_000)
  expect(timeOfId('none')).toBeNaN()
})
