import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const address = /^export default \w+Page\(\s*'([^']+)'/m

// The bench's page is the baseline for others and reads nothing.
const pages = globSync('app/**/page.tsx').filter((file) => file !== 'app/bench/page.tsx')

test.each(pages)('defines %s under the address of its folder', (file) => {
  const [, defined] = address.exec(readFileSync(file, 'utf8')) ?? []
  const folders = file.split('/').slice(1, -1)
  expect(defined).toBe(`/${folders.filter((name) => !name.startsWith('(')).join('/')}`)
})
