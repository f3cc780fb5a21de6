import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseQuery } from './query.ts'
import { Refusal } from './refusal.ts'

const schema = z.object({
  state: z.enum(['live', 'paused']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

function read(query: string) {
  try {
    return parseQuery(new URLSearchParams(query), schema)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.problems.map(({ pointer, code }) => `${error.status} ${pointer} ${code}`)
  }
}

test.each([
  ['', { limit: 50 }],
  ['state=live&limit=100', { state: 'live', limit: 100 }],
  ['stat=live', ['422 /stat unknown']],
  ['state=live&state=paused', ['422 /state repeated']],
  ['state=', ['422 /state value']],
  ['limit=0', ['422 /limit range']],
  ['limit=101', ['422 /limit range']],
  ['limit=', ['422 /limit range']],
  ['limit=ten', ['422 /limit type']],
  ['limit=1.5', ['422 /limit type']],
  [
    'limit=0&a=1&state=x&__proto__=1',
    ['422 /a unknown', '422 /__proto__ unknown', '422 /state value', '422 /limit range'],
  ],
])('reads %j', (query, answer) => expect(read(query)).toEqual(answer))
