import { expect, test } from 'vitest'
import { nearestAccount } from './nearest-account.ts'

const accounts = [
  { slug: 'poliambulatorio-levante', name: 'Poliambulatorio Levante' },
  { slug: 'ottica-faro', name: 'Ottica Faro' },
  { slug: 'studio-molo', name: 'Studio Molo' },
  { slug: 'studio-molo-2', name: 'Studio Molo' },
  { slug: 'rio', name: 'Rio' },
]

test.each([
  ['poliambulatorio-levanto', 'poliambulatorio-levante'],
  ['Poliambulatrio_Levnate', 'poliambulatorio-levante'],
  ['levante', 'poliambulatorio-levante'],
  ['POLIAMBULATORIO LEVANTE BARI', 'poliambulatorio-levante'],
  ['ottica farò', 'ottica-faro'],
  ['studio-molo-2', 'studio-molo-2'],
])('takes %s for %s', (named, slug) => expect(nearestAccount(named, accounts)?.slug).toBe(slug))

test.each([
  ['nowhere'],
  ['Studio Molo'],
  ['studio'],
  ['Rio Grande do Sul'],
  ['far'],
  ['ottica'.repeat(50)],
  ['–'],
  [''],
])('takes %s for no account', (named) => expect(nearestAccount(named, accounts)).toBeNull())
