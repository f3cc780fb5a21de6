import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentTable } from '#/env.ts'

const readme = readFileSync('README.md', 'utf8')

/** The configuration table as README must have it: made from the table that parses the environment. */
function describeEnvironment(): string {
  return Object.entries(environmentTable)
    .map(([name, row]) => {
      const shown = 'required' in row && row.required ? `**\`${name}\`**` : `\`${name}\``
      return `| ${shown} | ${row.says} |\n`
    })
    .join('')
}

test('README’s configuration table is the one that is parsed', () => {
  const [, , written = ''] = /(<!-- environment -->\n)([\s\S]*)<!-- \/environment -->/.exec(readme) ?? []
  expect(written).toBe(describeEnvironment())
})

test('npm installs without a compiler, and brings one and the same Node to every platform', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
  const { optionalDependencies, engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect([...new Set(Object.values(optionalDependencies))]).toEqual([process.versions.node])
  for (const command of Object.values(scripts)) expect(command).toMatch(/^exec scripts\/node /)
  expect(readme).toContain(
    `Node ${engines.node.replace('>=', '')} and npm ${engines.npm.replace('>=', '')}, or newer`,
  )
  for (const file of ['README.md', 'docs/operations.md', 'CONTRIBUTING.md'])
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/npm (install|i) (--global|-g)/)
})

test.each(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/operations.md'])(
  'what %s points to exists',
  (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, link]) => link ?? '',
    )
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([])
  },
)
