import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import { formatIssue, toInput } from '#/lib/identity/access/define-action.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { assertTaken, count, hold } from './budget.ts'
import { findSchemas } from './find-schemas.ts'
import { givenTo, validFor } from './from-schema.ts'
import { fillIn, listTexts, toForm } from './parts.ts'
import { findSlowLength, pump } from './slow.ts'

/** The longest text that any field accepts, in UTF-16 units: twenty links of an event with their names. */
const maxTextLength = 50_000

const texts = createTranslator({
  locale: 'en',
  messages: messagesIn('en'),
  namespace: 'errors',
  onError(error) {
    throw error
  },
})

const found = await findSchemas()

test('finds the schemas of actions, of bodies, of queries and of the environment', () => {
  const names = found.map(({ name }) => name)
  const some = [
    'openCaseAction',
    'notices/formats/native nativeBodySchema',
    'api/accounts/operations accountsQuerySchema',
  ]
  expect(names).toEqual(expect.arrayContaining([...some, 'env SMTP_URL', 'requestSignInAction']))
  expect(found.length).toBeGreaterThan(100)
})

describe('a schema handles any input, accepts nothing oversized, and accepts its own output', () => {
  for (const { name, schema, form } of found) {
    test(name, async (context) => {
      const tried = count(context, 'schemas', name)
      const field = name.replace(/^env /, '')
      await hold(
        fc.property(givenTo(schema, field), (given) => {
          const input = form ? toInput(toForm(given)) : given
          const parsed = schema.safeParse(input)
          tried.cases++
          expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
          if (!parsed.success) {
            // Throws if the sentence of an issue needs a value that the issue does not give.
            if (form) for (const issue of parsed.error.issues) formatIssue(texts, issue)
            return
          }
          tried.taken++
          if (form) {
            expect(
              listTexts(parsed.data).filter(
                (text) => typeof text !== 'string' || text.length > maxTextLength || text.includes('\0'),
              ),
            ).toEqual([])
          }
          const again = schema.safeParse(parsed.data)
          if (again.success)
            expect(isDeepStrictEqual(again.data, parsed.data), fc.stringify(again.data)).toBe(true)
        }),
        120,
      )
      assertTaken(tried)
    })
  }
})

describe('a schema needs linear time for repetitive text', () => {
  for (const { name, schema, form } of found) {
    test(name, async (context) => {
      const tried = count(context, 'slow', name)
      await hold(
        fc.property(
          validFor(schema, name.replace(/^env /, '')),
          fc.nat(1000),
          pump,
          (given, where, pumped) => {
            tried.cases++
            const read = (text: string) => {
              const filled = fillIn(given, where, text)
              return schema.safeParse(form ? toInput(toForm(filled)) : filled)
            }
            expect(findSlowLength(read, pumped)).toBeNull()
          },
        ),
        4,
      )
    })
  }
})
