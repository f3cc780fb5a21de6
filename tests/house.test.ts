import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { floors } from '../.dependency-cruiser.mjs'

const root = join(import.meta.dirname, '..')
const isProduct = (name: string) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)
const foldersIn = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && readdirSync(join(root, folder, entry.name)).length > 0,
  )
const countIn = (folder: string) => readdirSync(join(root, folder)).filter(isProduct).length

test('lib has exactly the listed floors and rooms', () => {
  const rooms = Object.fromEntries(
    foldersIn('lib').map(({ name: floor }) => [
      floor,
      foldersIn(`lib/${floor}`)
        .map(({ name }) => name)
        .sort(),
    ]),
  )
  const listed = Object.entries(floors).map(([floor, names]) => [floor, [...names].sort()])
  expect(rooms).toEqual(Object.fromEntries(listed))
  const loose = Object.entries(floors).filter(
    ([floor, names]) => names.length > 0 && countIn(`lib/${floor}`) > 0,
  )
  expect([countIn('lib'), ...loose]).toEqual([0])
})

test('no room has too many files', () => {
  const rooms = Object.entries(floors).flatMap(([floor, names]) =>
    names.length > 0 ? names.map((name) => `lib/${floor}/${name}`) : [`lib/${floor}`],
  )
  expect(rooms.filter((room) => countIn(room) > 20)).toEqual([])
  const capabilities = foldersIn('components').map(({ name }) => `components/${name}`)
  expect(capabilities.filter((folder) => countIn(folder) > 45)).toEqual([])
})

/** Rooms that know contact points, and queries that join their tables: who refused, and the queue of marks. */
const readersOfPoints = [
  /^lib\/accounts\/(points|proof|search)\//,
  /^lib\/privacy\//,
  /^lib\/platform\/mail\/marks\.ts$/,
  /^lib\/accounts\/addresses\/refused-before\.ts$/,
  /^lib\/notices\/bounces\/mail-marks\.ts$/,
]

test('few files read the bounce marks and the indexed addresses of accounts', () => {
  const reads =
    /\b(addressMarks|accountAddresses|(from|join|into|update) (address_marks|account_addresses))\b/
  const found = globSync('{app,bin,components,lib}/**/*.{ts,tsx}', { cwd: root })
    .filter(isProduct)
    .filter((file) => reads.test(readFileSync(join(root, file), 'utf8')))
  expect(found.filter((file) => !readersOfPoints.some((reader) => reader.test(file)))).toEqual([])
  expect(readersOfPoints.filter((reader) => !found.some((file) => reader.test(file)))).toEqual([])
})

test('the picture in docs/architecture.md shows every floor and its rooms in order', () => {
  const [, picture = ''] =
    /```\n(.*?)```/s.exec(readFileSync(join(root, 'docs/architecture.md'), 'utf8')) ?? []
  const [lib = ''] = picture.split(/─ lib ─+\n/).slice(1)
  const drawn = lib.split(/\n(?=\S)/).map((floor) => floor.split(/[\s·]+/).filter((name) => !/─/.test(name)))
  const shown = Object.fromEntries(drawn.map(([floor = '', ...rooms]) => [floor, rooms]))
  for (const [floor, rooms] of Object.entries(floors))
    if (rooms.length > 0) expect(shown[floor], floor).toEqual(rooms)
    else expect(shown, floor).toHaveProperty(floor)
})

test('the outbox has no word of mail servers: it serves any transport', () => {
  const files = readdirSync(join(root, 'lib/platform/outbox'))
  expect(files).toContain('transport.ts')
  const isOfMail = (name: string) =>
    /smtp|dsn|@domain/i.test(readFileSync(join(root, 'lib/platform/outbox', name), 'utf8'))
  expect(files.filter(isOfMail)).toEqual([])
})
