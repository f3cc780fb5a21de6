import { expect, test } from 'vitest'
import { endpointKinds } from '#/db/words/accounts.ts'
import { messagesIn, translatorFor } from '#/lib/platform/i18n/messages.ts'
import { endpointForms, smsForm } from './endpoint-forms.ts'

type Kind = keyof typeof endpointForms

const parse = (kind: Kind, typed: Record<string, string>) => endpointForms[kind].parse(typed)
const targetOf = (kind: Kind, typed: Record<string, string>) => {
  const parsed = parse(kind, typed)
  return parsed.ok ? parsed.value.target : parsed.issues
}

const routingKey = 'R0123456789ABCDEF0123456789ABCDE'

/** What people may type, as it is stored. */
const right: [Kind, Record<string, string>, Record<string, unknown>][] = [
  [
    'webhook',
    { url: ' https://Hooks.Example.org/a?b=c ' },
    {
      config: { url: 'https://hooks.example.org/a?b=c' },
      hint: 'hooks.example.org',
      host: 'hooks.example.org',
      target: 'https://hooks.example.org/a?b=c',
    },
  ],
  [
    'webhook',
    { url: 'https://a.example', header: 'X-Token: 7', answers: 'on', asymmetric: 'on' },
    {
      config: { url: 'https://a.example/', header: 'X-Token: 7', answers: 'on', asymmetric: 'on' },
    },
  ],
  ['webhook', { url: 'https://a.example', header: `authorization:${'x'.repeat(498)}` }, {}],
  [
    'pagerduty',
    { region: 'us', routingKey: ` ${routingKey} ` },
    {
      config: { routingKey },
      hint: 'events.pagerduty.com',
      host: 'events.pagerduty.com',
    },
  ],
  [
    'pagerduty',
    { region: 'eu', routingKey, webhookSecret: 'tZ+4/=' },
    {
      config: { routingKey, webhookSecret: 'tZ+4/=' },
      host: 'events.eu.pagerduty.com',
    },
  ],
  [
    'ntfy',
    { url: 'https://NTFY.example.org/oncall/?auth=x' },
    {
      config: { server: 'https://ntfy.example.org/', topic: 'oncall' },
      hint: 'ntfy.example.org',
      target: 'https://ntfy.example.org/oncall',
    },
  ],
  [
    'ntfy',
    { url: 'https://ntfy.sh/on_call-1', access: 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2' },
    {
      config: { access: 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2' },
    },
  ],
  ['ntfy', { url: 'https://ntfy.sh/a', access: 'ops:pass word' }, { config: { access: 'ops:pass word' } }],
  [
    'slack',
    { url: 'https://chat.example.org/hooks/x' },
    { config: { url: 'https://chat.example.org/hooks/x' } },
  ],
  [
    'teams',
    { url: 'https://prod-1.westeurope.logic.azure.com:443/w?sig=x' },
    { hint: 'prod-1.westeurope.logic.azure.com' },
  ],
  ['teams', { url: 'https://default1.2.environment.api.powerplatform.com/w?sig=x' }, {}],
  [
    'google-chat',
    { url: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t' },
    { hint: 'chat.googleapis.com' },
  ],
  [
    'sms',
    { number: ' +39 333 123-4567 ' },
    { config: { number: '+393331234567' }, hint: '567', host: 'gateway', target: '+393331234567' },
  ],
  ['sms', { number: '0039 (333) 1234567' }, { target: '+393331234567' }],
]

test.each(right)('%s takes %j', (kind, typed, value) => {
  expect(parse(kind, typed)).toMatchObject({ ok: true, value })
})

test.each<[Kind, Record<string, string>, Record<string, string>]>([
  ['webhook', {}, { url: 'required' }],
  ['webhook', { url: 'http://a.example' }, { url: 'https' }],
  ['webhook', { url: 'https://localhost/', header: 'Cookie: a' }, { url: 'not-public', header: 'header' }],
  ['webhook', { url: 'https://a.example', header: 'X-A: b\r\nX-C: d' }, { header: 'header' }],
  ['webhook', { url: 'https://a.example', header: 'X-A: ü' }, { header: 'header' }],
  ['webhook', { url: 'https://a.example', header: 'X-A:' }, { header: 'header' }],
  ['webhook', { url: 'https://a.example', header: 'webhook-id: 7' }, { header: 'header' }],
  ['webhook', { url: 'https://a.example', header: `X-A: ${'x'.repeat(508)}` }, { header: 'too-long' }],
  ['pagerduty', {}, { region: 'required', routingKey: 'required' }],
  ['pagerduty', { region: 'mars', routingKey: 'short' }, { region: 'required', routingKey: 'secret' }],
  ['pagerduty', { region: 'us', routingKey, webhookSecret: 'a b' }, { webhookSecret: 'secret' }],
  ['ntfy', {}, { url: 'required' }],
  ['ntfy', { url: 'https://ntfy.sh/' }, { url: 'topic' }],
  ['ntfy', { url: 'https://ntfy.sh/a/json' }, { url: 'topic' }],
  ['ntfy', { url: 'https://ntfy.sh/a%20b' }, { url: 'topic' }],
  ['ntfy', { url: `https://ntfy.sh/${'a'.repeat(65)}` }, { url: 'topic' }],
  ['ntfy', { url: 'ntfy.sh/a', access: 'password' }, { url: 'https', access: 'secret' }],
  ['slack', {}, { url: 'required' }],
  ['slack', { url: 'http://chat.example.org/hooks/x' }, { url: 'https' }],
  ['teams', { url: 'https://logic.azure.com/w' }, { url: 'wrong-host' }],
  ['teams', { url: 'https://a.logic.azure.com.evil.example/w' }, { url: 'wrong-host' }],
  ['google-chat', { url: 'https://chat.google.com/v1' }, { url: 'wrong-host' }],
  ['sms', {}, { number: 'required' }],
  ['sms', { number: '333 1234567' }, { number: 'number' }],
  ['sms', { number: '+0391234567' }, { number: 'number' }],
  ['sms', { number: '+39 333 CALL ME' }, { number: 'number' }],
  ['sms', { number: '+1234567890123456' }, { number: 'number' }],
])('%s refuses %j', (kind, typed, issues) => {
  expect(parse(kind, typed)).toEqual({ ok: false, issues })
})

test('serves only numbers of the countries that are listed', () => {
  const form = smsForm(['+39', '+4930'])
  for (const number of ['+39 333 1234567', '0049 30 123456']) expect(form.parse({ number }).ok).toBe(true)
  for (const number of ['+49 89 123456', '+1 500 555 0006'])
    expect(form.parse({ number })).toEqual({ ok: false, issues: { number: 'prefix' } })
})

const hosts = { slack: 'a.example', teams: 'a.logic.azure.com', 'google-chat': 'chat.googleapis.com' }

test('the same place has the same target, and another place another', () => {
  const targets = (kind: Kind, ...urls: string[]) => new Set(urls.map((url) => targetOf(kind, { url }))).size
  expect(targets('webhook', 'https://a.example:443/x', 'HTTPS://A.example/x', 'https://a.example/x')).toBe(1)
  expect(targets('webhook', 'https://a.example/x', 'https://a.example/X', 'https://a.example/x?y')).toBe(3)
  for (const kind of ['slack', 'teams', 'google-chat'] as const) {
    const room = `https://${hosts[kind]}/x`
    const again = [`${room}?`, `${room}?y`, `${room}/`, `https://${hosts[kind]}//%78?y`]
    expect(targets(kind, room, ...again)).toBe(1)
    expect(targets(kind, room, `${room}/y`, `${room}%ff`, `${room}%FF`)).toBe(3)
  }
  expect(targets('ntfy', 'https://a.example/x/', 'https://A.example/x', 'https://a.example/x?y')).toBe(1)
  expect(targets('ntfy', 'https://a.example/x', 'https://a.example/X', 'https://b.example/x')).toBe(3)
})

test('hint and host, which are not sealed, are the name of a host alone, or three digits', () => {
  for (const [kind, typed] of right) {
    const parsed = parse(kind, typed)
    expect(parsed).toMatchObject({ value: { host: expect.stringMatching(/^[a-z\d.-]+$/) } })
    if (kind !== 'sms') expect(parsed.ok && parsed.value.hint).toBe(parsed.ok && parsed.value.host)
  }
})

test.each([
  ['url', 'required', 'Enter the address.'],
  ['region', 'required', 'Choose the region.'],
  ['number', 'required', 'Enter the phone number.'],
  ['routingKey', 'secret', 'Enter the 32 letters and digits of the integration key.'],
  ['webhookSecret', 'secret', 'This does not look like a secret of PagerDuty.'],
] as const)('%s that is %s says what to enter', (name, error, text) => {
  const t = translatorFor('en', 'endpoints')
  expect(t(`errors.${error}`, { name, service: 'PagerDuty' })).toBe(text)
})

test.each(['en', 'it'] as const)('every kind, control and choice has its words in %s', (locale) => {
  const { kinds } = messagesIn(locale).endpoints
  for (const kind of endpointKinds) {
    const texts: Record<string, string> = kinds[kind]
    const named = endpointForms[kind].controls.flatMap(({ name, options = [] }) => [
      name,
      `${name}Hint`,
      ...options,
    ])
    for (const key of ['name', 'about', ...named]) expect(texts[key], `${kind} ${key}`).toBeTruthy()
  }
})
