import { maxLengths } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { parseAccountKey } from '#/lib/accounts/account/slug.ts'
import { parseAddressList } from '#/lib/accounts/invitations/address-list.ts'
import { readActions } from '#/lib/admin/palette/match.ts'
import { parseExpiry } from '#/lib/admin/sources/form.ts'
import { parseSealedCursor, sealCursor } from '#/lib/api/http/cursor.ts'
import { parseKey } from '#/lib/api/http/grant.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { maxUrlLength, parseEndpointUrl } from '#/lib/contacts/fields/endpoint-url.ts'
import {
  applyIntent,
  parseAddressIntent,
  parseIntent,
  parseTestIntent,
} from '#/lib/contacts/form/form-intent.ts'
import { splitAddresses, splitPasted } from '#/lib/contacts/form/paste.ts'
import { emptyValues } from '#/lib/contacts/form/values.ts'
import { readTime } from '#/lib/contacts/hours/week.ts'
import { normaliseCode, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { parseAudience } from '#/lib/notices/announcements/form.ts'
import { parseLinkLines, parseSince } from '#/lib/notices/composing/hand-form.ts'
import { readFields } from '#/lib/notices/endpoints/answers.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import { parseFieldGroups } from '#/lib/notices/formats/field-groups.ts'
import { parseAcknowledgedIncident } from '#/lib/notices/formats/pagerduty-incident.ts'
import { parseInstant } from '#/lib/notices/parsing/instant.ts'
import { parseHref } from '#/lib/notices/parsing/links.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { parseEventEnvironment, parseSeverity } from '#/lib/notices/parsing/words.ts'
import { parseMediaType } from '#/lib/platform/http/media-type.ts'
import { parseTarget, refuseEarly } from '#/lib/platform/http/refusal.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { negotiateLocale } from '#/lib/platform/i18n/locale-negotiation.ts'
import { type ReadZone, readZone } from '#/lib/platform/i18n/zone-choices.ts'
import { clientAddress, networkOf, parseClientAddress } from '#/lib/platform/log/origin.ts'
import { accentName, parseAccentName, parseColour } from '#/lib/platform/look/accent.ts'
import { parseReason } from '#/lib/platform/mail/reason.ts'
import { parseSignedId, signId } from '#/lib/platform/mail/signed-token.ts'
import { parseRefusal } from '#/lib/platform/relay/failure.ts'
import { bounceAddress, parseBounceAddress } from '#/lib/platform/relay/return-path.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { cleanLine, cleanText, toStorableText } from '#/lib/platform/values/characters.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { splitLinks } from '#/lib/platform/values/links-in-text.ts'
import { canonicalZone, readLocalTime, writeLocalTime } from '#/lib/platform/values/zones.ts'
import { demand, isClean, type Reader, readsText, refusing } from './reader.ts'

const id = '0196a3f4-5b1c-7d2e-8f90-a1b2c3d4e5f6'
const at = Date.UTC(2026, 10, 25)
const pattern = 'bounce+{id}@portal.example'
const refusal = '550 5.1.1 <tech@levante.example>: no such user'
const addresses = [
  'elena@levante.example',
  ' Tech@MÜNCHEN.example ',
  'a.b+c@xn--mnchen-3ya.example',
  "o'neil@x.example",
]

export const textReaders: Reader[] = [
  readsText('parseAddress', addresses, parseAddress, (parsed) => {
    if (!parsed.ok) return false
    const again = parseAddress(parsed.address)
    demand(again.ok && again.address === parsed.address, 'an address is read as itself')
    demand(
      parsed.address.length <= maxLengths.address && !/[\s,<>]/.test(parsed.address),
      'it is one address',
    )
    return demand(parsed.address.split('@').length === 2, 'with one @')
  }),
  readsText(
    'parseEndpointUrl',
    [
      'https://hooks.example.org/a?b=c',
      ' https://Bücher.example. ',
      'https://127.0.0.1:8443/',
      'https://0x7f.1/',
    ],
    parseEndpointUrl,
    (parsed) => {
      if (!parsed.ok) return false
      const { href, protocol, hostname, username, port, hash } = parsed.url
      const again = parseEndpointUrl(href)
      demand(again.ok && again.url.href === href, 'a URL is read as itself')
      demand(href.length <= maxUrlLength && /\.[a-z][a-z0-9-]*$/.test(hostname), 'its host is a name')
      return demand(protocol === 'https:' && username + port + hash === '', 'it is plain https')
    },
  ),
  readsText(
    'readControls',
    ['https://ntfy.example.org/oncall', 'https://a.example', 'X-Token: 7', 'tk_abc', 'a'.repeat(32)],
    (text) =>
      Object.values(endpointForms).map((form) => {
        const typed = form.controls.map(({ name, options }) => [name, options?.[0] ?? text])
        const required = form.controls.filter(({ isRequired }) => isRequired).map(({ name }) => name)
        return [typed, typed.filter(([name]) => required.includes(name ?? ''))].map((all) =>
          form.parse(Object.fromEntries(all)),
        )
      }),
    (parsed) => {
      const taken = parsed.flat().filter(({ ok }) => ok)
      const texts = taken.flatMap((one) => (one.ok ? Object.values(one.value.config) : []))
      demand(
        texts.every((text) => text.length <= 2000 && !/[^ -~]/.test(text)),
        'what a request is made of is short, and visible ASCII',
      )
      return taken.length > 0
    },
  ),
  readsText(
    'parseAcknowledgedIncident readFields',
    [`{"event":{"event_type":"incident.acknowledged","data":{"incident_key":"recapito-${id}-round-1"}}}`],
    (text) => parseAcknowledgedIncident(readFields(text)),
    (incident) => incident !== null && demand(isId(incident.thread), 'it names a notice'),
  ),
  readsText(
    'parseAddressList',
    [addresses.join('\n'), addresses.join(', '), 'Elena <elena@x.example>; b@x.example'],
    parseAddressList,
    ({ addresses }) =>
      addresses.every((address) => demand(parseAddress(address).ok, 'what is listed is an address')),
  ),
  readsText(
    'readActions',
    ['nudge clinica aurora', 'aurora sollecita', 'drill elena@levante.example'],
    (text) => readActions(text, { nudge: ['nudge', 'sollecita'], drill: ['drill'] }),
    (named, text) =>
      named.every(({ account }) =>
        demand(account !== '' && text.length > account.length, 'a part is the account'),
      ) && named.length > 0,
  ),
  readsText(
    'splitAddresses',
    [addresses.join(', '), '"Rossi, Anna" <anna@x.example>; b@x.example, no'],
    splitAddresses,
    (parts) =>
      parts.every((part) => demand(part !== '' && part === part.trim(), 'no part is empty')) &&
      parts.length > 1,
  ),
  readsText(
    'splitPasted',
    [addresses.join('; '), addresses.join('\r\n')],
    splitPasted,
    (parts) => parts.length > 1,
  ),
  readsText(
    'canonicalZone',
    ['Europe/Rome', 'europe/rome', 'Asia/Calcutta', 'UTC', '+02:00'],
    canonicalZone,
    (zone) => zone !== null && demand(canonicalZone(zone) === zone, 'a zone is read as itself'),
  ),
  readsText(
    'readZone',
    ['Europe/Rome', 'Roma', 'italy', 'CET', 'UTC+1', '−3:30'],
    readZone,
    ({ zone }: ReadZone) => zone !== null && demand(readZone(zone).zone === zone, 'a zone is read as itself'),
  ),
  readsText(
    'readTime',
    ['9', '09:00', '18.30', '24:00'],
    readTime,
    (minutes) => minutes !== null && demand(minutes >= 0 && minutes <= 1440, 'a time is within the day'),
  ),
  readsText(
    'parseColour',
    ['#005d71', '7A0044', ' #abc '],
    parseColour,
    (hex) => Boolean(hex) && demand(/^#[0-9a-f]{6}$/.test(hex ?? ''), 'a colour has six digits'),
  ),
  readsText(
    'parseAccentName',
    ['005d71-5ebbc8', '7a0044-e07aa4'],
    parseAccentName,
    (accent, text) =>
      accent !== null && demand(accentName(accent) === text, 'an accent is found by its own name'),
  ),
  readsText('normaliseCode', ['01234567', '0123 4567', '0123–4567'], normaliseCode),
  readsText(
    'safeNextPath',
    ['/accounts/a?x=1', '/admin', '/settings#x', '/help/a/../b', '/\\evil.example', '//evil.example'],
    safeNextPath,
    (path) => {
      if (path === null) return false
      const url = new URL(path, env.APP_URL)
      return demand(url.origin === new URL(env.APP_URL).origin && isClean(path), 'it leads nowhere else')
    },
  ),
  readsText(
    'parseTarget',
    ['/accounts/a?x=1', '*', 'http://a.example/b?c', '/brands/%zz', '/api/v1/%00'],
    (text) => {
      const target = parseTarget(text)
      refuseEarly({ method: 'POST', target, headers: { origin: text, host: 'a.example' }, hosts: [text] })
      return target
    },
    (target) =>
      target !== null && demand(parseTarget(target) === target && /^[/*]/.test(target), 'it is a path'),
  ),
  readsText(
    'parseClientAddress',
    ['192.0.2.1', '[2001:db8::1]:443', '::ffff:192.0.2.1', 'fe80::1%eth0', '192.0.2.1:80'],
    (text) => {
      networkOf(clientAddress(text, '127.0.0.1', () => true))
      return parseClientAddress(text)
    },
    (address) =>
      address !== null && demand(parseClientAddress(address) === address, 'an address is read as itself'),
  ),
  readsText('parseAccountKey', ['clinica-aurora', id, id.toUpperCase()], parseAccountKey),
  readsText('isId', [id], isId),
  readsText('isLocale', ['en', 'it', 'IT'], isLocale),
  readsText(
    'negotiateLocale',
    ['it-IT,it;q=0.9,en;q=0.8', '*', 'de;q=1, it;q=0.0', 'x-a-b-c'],
    negotiateLocale,
    isLocale,
  ),
  readsText(
    'parseKey',
    [`Bearer ${'k'.repeat(32)}`, 'Basic OmtleQ==', 'bearer  a'],
    (text) => parseKey(text, 'basic'),
    (key) => key !== null && demand(key.length > 0 && key.length <= 200, 'a key is no longer than any'),
  ),
  readsText(
    'parseSealedCursor',
    [sealCursor('clinica-aurora')],
    parseSealedCursor,
    (key, text) => key !== null && demand(sealCursor(key) === text, 'only ours is taken'),
  ),
  readsText(
    'parseSignedId',
    [signId('acknowledge', id), signId('review', id)],
    (text) => parseSignedId('acknowledge', text),
    (named) => named !== null && demand(named === id, 'only what was signed is taken'),
  ),
  readsText(
    'parseBounceAddress',
    [bounceAddress(id, pattern) ?? '', bounceAddress(id, pattern)?.toUpperCase() ?? ''],
    (text) => parseBounceAddress(text, pattern),
    (named) => named !== null && demand(named === id, 'only what was signed is taken'),
  ),
  readsText('parseIntent', ['add:technical', 'remove:support-hours:2', 'preset:24/7'], (text) => {
    applyIntent(emptyValues(), text, 'Europe/Rome')
    return parseIntent(text)
  }),
  readsText('parseTestIntent', ['test:technical', 'test:alerts'], parseTestIntent),
  readsText('parseAddressIntent', ['again:technical.0', 'try:brand-support'], (text) => {
    const values = emptyValues()
    values.technical[0] = { address: 'tech@levante.example', label: '', locale: '' }
    return parseAddressIntent(text, values)
  }),
  readsText(
    'toStorableText',
    ['a\r\nb', 'x'],
    (text) => toStorableText(text, 100),
    (text) => demand(text.length <= 100 && !text.includes('\0') && text.isWellFormed(), 'a store takes it'),
  ),
  readsText(
    'cleanLine',
    ['a line'],
    (text) => cleanLine(text, 50),
    (text) => demand(text.length <= 50 && isClean(text) && !/[\r\n]/.test(text), 'it is one clean line'),
  ),
  readsText(
    'cleanText',
    ['a\ntext'],
    (text) => cleanText(text, 50),
    (text) => demand(text.length <= 50 && isClean(text), 'it is clean'),
  ),
  readsText(
    'parseInstant',
    ['2026-05-04T09:30:00+02:00', '2016-12-31T23:59:60.123456789Z', '0000-01-01T00:00:00+23:59'],
    parseInstant,
    (instant) => instant !== null && demand(Number.isSafeInteger(instant.at), 'it is an instant'),
  ),
  readsText(
    'parseHref',
    ['https://grafana.example/d/x?y=1', 'HTTP://a.example', 'javascript:alert(1)'],
    parseHref,
    (href) =>
      href !== null &&
      demand(
        /^https?:\/\//i.test(href) && href.length <= eventLimits.href && isClean(href),
        'it is an address of the web',
      ),
  ),
  readsText(
    'splitLinks',
    ['See https://desk.example/a?b=1#c.', '(http://b.example) https://a@b.example'],
    splitLinks,
    (pieces, text) => {
      demand(pieces.map((piece) => piece.text).join('') === text, 'nothing is lost')
      const links = pieces.flatMap(({ href }) => href ?? [])
      const ofWeb = links.every((href) => /^https?:\/\/[^@]*$/.test(href.split(/[/?#]/, 3).join('/')))
      return demand(ofWeb, 'each link is an address of the web without a name') && links.length > 0
    },
  ),
  readsText('parseMediaType', ['application/json; charset="utf-8"', 'text/plain'], parseMediaType),
  readsText(
    'parseFieldGroups',
    ['Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\n folded\r\n'],
    parseFieldGroups,
    (groups) => groups.length > 0,
  ),
  readsText('parseSeverity', ['critical', 'warning', 'page'], parseSeverity),
  readsText('parseEventEnvironment', ['production', 'prod', 'sandbox'], (name) =>
    parseEventEnvironment(name, {}),
  ),
  readsText(
    'parseEndpointReason',
    ['failing: HTTP 400, 21610: it wants no messages', 'The call to an endpoint failed: tls.'],
    parseEndpointReason,
  ),
  readsText('parseReason', [refusal, '452 4.2.2 over quota'], parseReason),
  readsText('parseRefusal', [`RCPT TO ${refusal}`], parseRefusal),
  readsText(
    'parseLinkLines',
    ['https://a.example What it is\nhttp://b.example'],
    parseLinkLines,
    (links) => typeof links !== 'string' && links.length <= eventLimits.links,
  ),
  readsText(
    'readLocalTime',
    ['2026-05-04T09:30', '2026-03-29 02:30', '2026-02-30T10:00'],
    (text) => readLocalTime(text, 'Europe/Rome'),
    (at) =>
      at !== null && demand(readLocalTime(writeLocalTime(at, 'UTC'), 'UTC') !== null, 'it can be written'),
  ),
  readsText(
    'parseSince',
    ['2026-05-04T09:30', '2026-03-29 02:30', ''],
    (text) => parseSince(text, 'Europe/Rome', at),
    (since) => typeof since !== 'string' && demand(since === null || since <= at, 'it is past'),
  ),
  readsText(
    'parseExpiry',
    ['2030-01-31', '2027-02-30', ''],
    (text) =>
      refusing(
        () => parseExpiry(text, 'Europe/Rome', at),
        (error) => error instanceof AppError,
      ),
    (expiry) => typeof expiry === 'number' && demand(expiry > at, 'it is ahead'),
  ),
  readsText('parseAudience', ['state=live', 'search=a&type=x'], parseAudience),
]
