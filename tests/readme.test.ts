import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentTable } from '#/environment-table.ts'

/** The table of variables for docs/configuration.md, made from the table that parses the environment. */
function describeEnvironment(): string {
  return Object.entries(environmentTable)
    .map(([name, row]) => {
      const shown = 'required' in row && row.required ? `**\`${name}\`**` : `\`${name}\``
      return `| ${shown} | ${row.says} |\n`
    })
    .join('')
}

test('docs/configuration.md has exactly the parsed variables', () => {
  const text = readFileSync('docs/configuration.md', 'utf8')
  const [, written = ''] = /<!-- environment -->\n([\s\S]*)<!-- \/environment -->/.exec(text) ?? []
  expect(written).toBe(describeEnvironment())
})

test('npm installs without a compiler, with the same Node on every platform', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
  const { optionalDependencies, engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect([...new Set(Object.values(optionalDependencies))]).toEqual([process.versions.node])
  for (const command of Object.values(scripts)) expect(command).toMatch(/^exec scripts\/node /)
  expect(readFileSync('README.md', 'utf8')).toContain(
    `Node ${engines.node.replace('>=', '')} and npm ${engines.npm.replace('>=', '')}, or newer`,
  )
  for (const file of ['README.md', 'docs/operations.md', 'CONTRIBUTING.md'])
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/npm (install|i) (--global|-g)/)
})

const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/**/*.md')]

const links = documents.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(
    ([, link = '', heading]) => ({ file, to: link ? join(dirname(file), link) : file, heading }),
  ),
)

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  const prose = readFileSync(file, 'utf8').replace(/^```.*?^```/gms, '')
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

test('every link from one document to another leads to a file', () => {
  expect(links.length).toBeGreaterThan(100)
  expect(links.filter(({ to }) => !existsSync(to))).toEqual([])
})

test('every link to a heading leads to one', () => {
  const toHeadings = links.filter(({ heading }) => heading !== undefined)
  expect(toHeadings.length).toBeGreaterThan(20)
  expect(toHeadings.filter(({ to, heading = '' }) => !anchorsOf(to).includes(heading))).toEqual([])
})

/** Paths in backticks: with a slash, or a file's name. `{a,b}` are two; `X`, `<room>` and `…` are any. */
function listPaths(file: string): string[] {
  const prose = readFileSync(file, 'utf8').replace(/^```.*?^```/gms, '')
  const marked = [...prose.matchAll(/`([^`\s()]+)`/g)].map(([, path = '']) => path)
  const paths = marked.filter((path) =>
    /^[\w.<][^/]*\/|^[a-z]+-[a-z-]+$|^(?!x\.)[\w.-]+\.(tsx?|json|mjs)$/.test(path),
  )
  return paths.flatMap((path) => {
    const [, before = path, some = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? []
    return some.split(',').map((one) => before + one + after)
  })
}

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('every path in %s exists', (file) => {
  const paths = [...new Set(listPaths(file))]
  expect(paths.length).toBeGreaterThan(40)
  const isThere = (path: string) => {
    const glob = path
      .replace(/\/$/, '')
      .replace(/<\w+>|\bX\b/g, '*')
      .replace('…', '**')
    const from = path.includes('/') ? '{,lib/}' : '{,{app,components,lib,messages}/**/}'
    return globSync(`${from}${glob}{,.ts,.tsx,.e2e.ts}`).length > 0
  }
  expect(paths.filter((path) => !isThere(path))).toEqual([])
})
