import { expect, test } from 'vitest'
import { pseudoMessage } from './pseudo-language.ts'

test.each([
  ['Save draft', '⟦Šáavée dráaft⟧'],
  ['Saved by {name}', '⟦Šáavéed by {name}⟧'],
  ['{count, plural, one {# case} other {# cases}}', '⟦{count,plural,one{# çáašée} other{# çáašéeš}}⟧'],
])('%s becomes %s', (message, pseudo) => expect(pseudoMessage(message)).toBe(pseudo))
