import { expect, test } from 'vitest'
import { listWaits } from './step-waits.ts'

test.each<[string, string[], string]>([
  ['before each step but the first', ['alerts', 'owners', '', ''], '- b+a - -'],
  ['across empty places', ['', 'alerts', '', 'owners'], '- - - b+a'],
  ['after the only step', ['owners', '', '', ''], 'a - - -'],
  ['nowhere without a step', ['', '', '', ''], '- - - -'],
])('draws waits %s', (_, places, drawn) => {
  const marks = listWaits(places).map(({ before, after }) =>
    [before && 'b', after && 'a'].filter(Boolean).join('+'),
  )
  expect(marks.map((mark) => mark || '-').join(' ')).toBe(drawn)
})
