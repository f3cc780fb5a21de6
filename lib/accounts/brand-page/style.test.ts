import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { style } from './style.ts'

const css = style.markup.text
const portal = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8')
const squeeze = (text: string) => text.replace(/\s*,\s*/g, ',')

test('uses only the portal’s colours, under the same names', () => {
  const own = [...css.matchAll(/--([a-z-]+):(light-dark\(.*?\)\));?/g)]
  expect(own.length).toBeGreaterThan(10)
  for (const [, name, value] of own) {
    const theirs = new RegExp(`--color-${name}: (light-dark\\(.*\\));`).exec(portal)?.[1] ?? ''
    expect(value, name).toBe(squeeze(theirs))
  }
  const rest = css.replace(/^:root\{.*?\}/, '')
  expect(rest).not.toMatch(/#[0-9a-f]{3}|rgb|hsl|oklch/i)
  const used = new Set([...rest.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name]) => name))
  expect([...used].sort()).toEqual(own.map(([, name]) => name).sort())
})

test('uses the portal’s font', () => {
  const font = /--font-sans:\s*([^;]+);/.exec(portal)?.[1] ?? ''
  expect(css).toContain(squeeze(font.replace(/\s+/g, ' ')))
})

test('is allowed by its hash, and cannot end its element', () => {
  expect(style.source).toBe(`'sha256-${createHash('sha256').update(css).digest('base64')}'`)
  expect(css).not.toContain('<')
})
