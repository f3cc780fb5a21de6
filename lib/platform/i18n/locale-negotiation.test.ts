import { expect, test } from 'vitest'
import { negotiateLocale } from './locale-negotiation.ts'

test.each([
  ['it', 'it'],
  ['it-IT,it;q=0.9,en;q=0.8', 'it'],
  ['it-CH', 'it'],
  ['en-GB,it;q=0.9', 'en'],
  ['de-DE,it;q=0.8,en;q=0.5', 'it'],
  ['de-DE,en;q=0.8,it;q=0.5', 'en'],
  ['en;q=0.1, it;q=0.9', 'it'],
  ['it;q=0, en', 'en'],
  ['fr', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [null, 'en'],
  ['it_IT; <script>', 'en'],
  [`${'x-'.repeat(10_000)},it`, 'en'],
])('reads Accept-Language %j as %s', (header, locale) => expect(negotiateLocale(header)).toBe(locale))
