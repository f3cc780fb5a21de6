import { expect, test } from 'vitest'
import { getMetrics } from './metrics.ts'

/** The rules of `promtool check metrics` (Prometheus's promlint). */
const rules: [string, (metric: { name: string; help: string; type: string }) => boolean][] = [
  ['has a help text', ({ help }) => help !== ''],
  [
    'a counter, and nothing else, ends in _total',
    ({ name, type }) => name.endsWith('_total') === (type === 'counter'),
  ],
  ['ends in nothing that belongs to histograms', ({ name }) => !/_(bucket|count|sum)$/.test(name)],
  ['has no type in its name', ({ name, type }) => !name.split('_').includes(type)],
  ['has only lower case, digits and _', ({ name }) => /^[a-z][a-z0-9_]*$/.test(name)],
  [
    'has base units, written out',
    ({ name }) =>
      !/_(ms|s|milliseconds|minutes|hours|days|kb|mb|kilobytes|megabytes|percent)(_|$)/.test(name),
  ],
]

test('the metrics keep the rules of promtool', async () => {
  const text = await getMetrics().registry.metrics()
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
    help: new RegExp(`^# HELP ${name} (.+)$`, 'm').exec(text)?.[1] ?? '',
  }))
  const names = types.map(({ name }) => name)
  expect(names).toContain('recapito_events_total')
  expect(names).toContain('nodejs_active_resources')
  expect(new Set(names).size).toBe(names.length)
  const broken = types.flatMap((metric) =>
    rules.filter(([, keeps]) => !keeps(metric)).map(([rule]) => `${metric.name}: ${rule}`),
  )
  expect(broken).toEqual([])
})
