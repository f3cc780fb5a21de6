import { expect, onTestFinished, test } from 'vitest'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { parseSourceWords } from './source-words.ts'

const scopes =
  'There are: events:write, notices:read, accounts:read, accounts:write, bounces:write, metrics:read.'

test.each<[string[], string]>([
  [[], 'Say what to do with sources.'],
  [['drop'], '"source drop" is not understood.'],
  [['list', 'all'], '"source list" is not understood.'],
  [['list', '--scope', 'events:write'], '--scope belongs to "source add".'],
  [['revoke'], 'Say which to revoke: its id or its name.'],
  [['add'], 'Say what to call it: source add <name> --scope …'],
  [['add', 'My', 'Prometheus'], '"Prometheus" is too much. A name of several words needs "".'],
  [['add', ' ', '--scope', 'events:write'], 'A name is one line of 1 to 80 characters.'],
  [['add', 'a\nb', '--scope', 'events:write'], 'A name is one line of 1 to 80 characters.'],
  [['add', 'Prometheus'], `Say what it may do, with --scope. ${scopes}`],
  [['add', 'Prometheus', '--scope', 'events:write,all'], `There is no scope "all". ${scopes}`],
  [
    ['add', 'Prometheus', '--scope', 'events:write', '--category', 'urgent'],
    'There is no category "urgent". There are: production-alert, emergency, technical, merchant-issue, user-escalation.',
  ],
  [
    ['add', 'Prometheus', '--scope', 'events:write', '--account-label', ''],
    'A label is one line of 1 to 100 characters.',
  ],
  [
    ['add', 'Prometheus', '--scope', 'events:write', '--expires', '2027-02-30'],
    '"2027-02-30" is no date. Write 2027-01-31 (to its end, UTC) or 2027-01-31T18:00:00+01:00.',
  ],
  [
    ['add', 'Prometheus', '--scope', 'events:write', '--expires', '2020-01-31'],
    '--expires must lie ahead; 2020-01-31 has passed.',
  ],
  [['add', 'Prometheus', '--scop', 'events:write'], "Unknown option '--scop'."],
])('source %j: %s', (words, message) => {
  expect(() => parseSourceWords(words)).toThrow(message)
})

test('describes a source in full, or by its name and one scope', () => {
  moveClock(Date.UTC(2026, 5, 1) - Date.now())
  onTestFinished(() => moveClock(0))
  const full = ['--scope', 'events:write, bounces:write', '--scope=events:write', '--category', 'emergency']
  expect(
    parseSourceWords([
      'add',
      'Our Grafana',
      ...full,
      '--account-label',
      'partner',
      '--internal-links',
      '--expires',
      '2026-06-30',
    ]),
  ).toEqual({
    verb: 'add',
    source: {
      name: 'Our Grafana',
      scopes: ['events:write', 'bounces:write'],
      defaultCategory: 'emergency',
      accountLabel: 'partner',
      internalLinks: true,
      expiresAt: Date.UTC(2026, 6, 1) - 1,
    },
  })
  expect(parseSourceWords(['add', 'Prometheus', '--scope', 'events:write'])).toEqual({
    verb: 'add',
    source: {
      name: 'Prometheus',
      scopes: ['events:write'],
      defaultCategory: null,
      accountLabel: 'account',
      internalLinks: false,
      expiresAt: null,
    },
  })
  const minute = ['add', 'x', '--scope', 'metrics:read', '--expires', '2026-06-30T18:00:00+02:00']
  expect(parseSourceWords(minute)).toMatchObject({ source: { expiresAt: Date.UTC(2026, 5, 30, 16) } })
})
