import { readdirSync } from 'node:fs'
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

test('lib has the floors and rooms of the list, and nothing beside them', () => {
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

test('a room stays as small as one looks through', () => {
  const rooms = Object.entries(floors).flatMap(([floor, names]) =>
    names.length > 0 ? names.map((name) => `lib/${floor}/${name}`) : [`lib/${floor}`],
  )
  expect(rooms.filter((room) => countIn(room) > 20)).toEqual([])
  const capabilities = foldersIn('components').map(({ name }) => `components/${name}`)
  expect(capabilities.filter((folder) => countIn(folder) > 45)).toEqual([])
})
