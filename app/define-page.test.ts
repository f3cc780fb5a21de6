import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const address = /^export default \w+Page\(\s*'([^']+)'/m

// The bench's page reads nothing, so that others are measured against it.
const pages = globSync('app/**/page.tsx').filter((file) => file !== 'app/bench/page.tsx')

test.each(pages)('%s is defined under the address of its folder', (file) => {
  const [, defined] = address.exec(readFileSync(file, 'utf8')) ?? []
  const folders = file.split('/').slice(1, -1)
  expect(defined).toBe(`/${folders.filter((name) => !name.startsWith('(')).join('/')}`)
})
