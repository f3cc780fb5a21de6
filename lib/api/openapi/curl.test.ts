import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findOperation, listOperations } from '#/tests/openapi.ts'
import { buildCurl } from './curl.ts'
import { buildDocument } from './document.ts'
import { operations } from './operations.ts'

const document = buildDocument(operations, 'https://portal.example')
const described = listOperations(document)
const find = (id: string) => findOperation(described, id)

/** The words that a shell passes to curl. */
function wordsOf(command: string): string[] {
  const script = `RECAPITO_KEY='the key'\ncurl() { printf '%s\\0' "$@"; }\n${command}`
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  return output.split('\0').slice(0, -1)
}

describe('curl', () => {
  test('sends the key and the query’s required parameters', () => {
    expect(wordsOf(buildCurl(find('findRecipients'), { origin: 'https://portal.example' }))).toEqual([
      'https://portal.example/api/v1/accounts/poliambulatorio-levante/contacts?category=emergency',
      '-H',
      'Authorization: Bearer the key',
    ])
    expect(wordsOf(buildCurl(find('getBrandSupport'), { origin: 'https://portal.example' }))).toEqual([
      'https://portal.example/api/v1/accounts/poliambulatorio-levante/brand-support',
    ])
  })

  test('sends each example unchanged', () => {
    for (const { operation, ...rest } of described) {
      for (const [type, { examples }] of Object.entries(operation.requestBody?.content ?? {})) {
        for (const { value } of Object.values(examples)) {
          const words = wordsOf(
            buildCurl({ ...rest, operation }, { origin: 'https://portal.example', type, value }),
          )
          expect(words.slice(1, 3)).toEqual(['-X', 'POST'])
          expect(words).toContain(`Content-Type: ${type}`)
          expect(words.includes('Authorization: Bearer the key')).toBe(
            operation.security.some((one) => 'bearer' in one) &&
              !JSON.stringify(value).includes('routing_key'),
          )
          if (type.endsWith('json')) expect(JSON.parse(words.at(-1) ?? '')).toEqual(value)
          else expect(words.slice(-2)).toEqual(['--data-binary', '@message.eml'])
        }
      }
    }
  })

  test('sends any text, whatever it means to a shell', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~\n]{0,40}$/), (summary) => {
        const command = buildCurl(find('sendEvents'), {
          origin: 'https://a.example',
          type: 'application/json',
          value: { summary },
        })
        expect(JSON.parse(wordsOf(command).at(-1) ?? '')).toEqual({ summary })
      }),
      { numRuns: 30 },
    )
  })
})
