import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Lock, listInstalled } from '#/scripts/bom.ts'
import { root } from '#/scripts/run.ts'

/** Licences that allow distribution with a program of any licence, if their notice is included. */
const permissive =
  'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 CC0-1.0 Unlicense'.split(' ')

/** Other licences, and why each is harmless. */
const known: Record<string, string> = {
  lightningcss: 'MPL-2.0: makes the styles when the portal is built, and is not in the build.',
  'caniuse-lite': 'CC-BY-4.0: data of browsers for building styles, named where they come from.',
  '@img/sharp':
    'LGPL-3.0-or-later: optional to Next, for pictures; none passes through it, and it is not in the build.',
}

const lock: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

/** Of `A OR B` one must be permissive, of `A AND B` both (SPDX). */
function isPermissive(license: string): boolean {
  const plain = license.replace(/[()]/g, ' ')
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => permissive.includes(one.trim())))
}

test('every package installed to run has a permissive licence', () => {
  const installed = listInstalled(lock)
  expect(installed.length).toBeGreaterThan(100)
  const others = installed.filter(
    ({ name, license = 'none' }) =>
      !isPermissive(license) && !Object.keys(known).some((one) => name.startsWith(one)),
  )
  expect(others).toEqual([])
})

test('finds a licence that is not permissive among others', () => {
  expect(['MIT', '(MIT OR EUPL-1.1+)', 'Apache-2.0 AND MIT'].filter(isPermissive)).toHaveLength(3)
  expect(
    ['AGPL-3.0-only', 'MIT AND GPL-3.0-only', 'none', 'SEE LICENSE IN LICENSE'].filter(isPermissive),
  ).toEqual([])
})
