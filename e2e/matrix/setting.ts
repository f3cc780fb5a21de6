import { createHmac } from 'node:crypto'
import { keyScopes } from '#/db/words/people.ts'
import { sealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { storeLogo } from '#/lib/platform/look/store-logo.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import { keyFor } from '#/lib/platform/values/seal.ts'
import { sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { demoCheckMailId, demoDeliveryIds, demoNoticeIds, demoQuestionIds } from '#/seed/demo/ids.ts'
import { disc } from '#/tests/pictures.ts'
import { addAnnouncements, announcementIds } from '../announcement-rows.ts'
import { authSecret } from '../server.ts'
import { type Site, sessionCookieName } from '../site.ts'

/** Account A, which everybody attacks; B, whose owner is the other tenant; and a locked account. */
export const slugs = { a: 'poliambulatorio-levante', b: 'ottica-faro', locked: 'clinica-aurora' } as const

export const roles = [
  'nobody',
  'ended',
  'stranger',
  'viewer',
  'editor',
  'owner',
  'other tenant',
  'locked owner',
  'support',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** A person outside of A and of staff. */
export const outsiders: readonly Role[] = ['nobody', 'ended', 'stranger', 'other tenant', 'locked owner']

/** A's data that outsiders must not read. */
export const secrets = /Elena|Paolo|Quirina|oncall@|levante\.example|Poliambulatorio/

const invented = { stranger: null, viewer: 'viewer', editor: 'editor', owner: 'owner' } as const
const known = {
  'other tenant': 'teresa@ottica-faro.example',
  'locked owner': 'giulia@clinica-aurora.example',
  support: 'support@actions-desk.example',
  admin: 'admin@actions-desk.example',
} as const

export type Setting = {
  cookies: Record<Role, string>
  keys: Record<string, string>
  params: Record<string, string>
  /** A path to existing content of public pages, by route. */
  tokens: Record<string, string[]>
}

/** Fills the demo store with a person for each role and with content for each page. */
export async function arrange(site: Site): Promise<Setting> {
  const at = Date.now()
  const account = (slug: string) =>
    site.rows<{ id: string }>('select id from accounts where slug = ?', slug)[0]?.id
  const cookies = { nobody: '' } as Record<Role, string>
  for (const [role, membership] of Object.entries(invented) as [keyof typeof invented, string | null][]) {
    const [id, email] = [newId(), `${role}@matrix.example`]
    site.change(
      'insert into users (id, email, email_key, name, locale, created_at) values (?, ?, ?, ?, ?, ?)',
      ...[id, email, email, membership ? `Quirina ${role}` : 'Somebody else', 'en', at],
    )
    if (membership) {
      site.change(
        'insert into memberships (id, account_id, user_id, role, created_at, last_seen_at) values (?, ?, ?, ?, ?, ?)',
        ...[newId(), account(slugs.a), id, membership, at, at],
      )
    }
    cookies[role] = cookie(await site.sessionCookie(email))
  }
  for (const [role, email] of Object.entries(known) as [keyof typeof known, string][]) {
    site.change("update users set locale = 'en' where email_key = ?", email)
    cookies[role] = cookie(await site.sessionCookie(email))
  }
  cookies.ended = cookie(await site.sessionCookie('owner@matrix.example'))
  site.change(
    'update sessions set ended_at = ? where id = (select id from sessions order by rowid desc limit 1)',
    at,
  )
  // A second session of the owner, for the settings page to end.
  await site.sessionCookie('owner@matrix.example')
  site.change('update memberships set last_seen_at = ?', at)

  const keys: Record<string, string> = {
    none: '',
    wrong: 'x'.repeat(32),
    revoked: site.makeKey(...keyScopes),
  }
  site.change('update source_keys set revoked_at = ? where key_hash = ?', at, hashSecret(keys.revoked ?? ''))
  for (const scope of keyScopes) keys[scope] = site.makeKey(scope)

  const logo = storeLogo(disc)
  site.change(
    'insert or ignore into pictures (id, data, used_at) values (?, ?, ?)',
    logo.id,
    logo.bytes.toString('base64'),
    at,
  )
  addAnnouncements(site)
  site.change(
    'update notices set time_window = ? where id = ?',
    JSON.stringify({ startsAt: at, endsAt: at + 7_200_000, zone: 'Europe/Rome' }),
    demoNoticeIds.handedOn,
  )
  for (const statement of things) site.change(statement, at)
  addEndpoint(site, String(account(slugs.a)), at)
  site.change(
    "update invitations set token_hash = ? where id = 'matrix-invitation'",
    hashSecret(invitationToken),
  )
  site.change("update challenges set link_hash = ? where id = 'matrix-challenge'", hashSecret(signInToken))
  return {
    cookies,
    keys,
    params: {
      account: slugs.a,
      number: '1',
      id: demoNoticeIds.handedOn,
      notice: demoNoticeIds.handedOn,
      announcement: announcementIds.ready,
      category: 'emergency',
      type: 'things-to-do',
      view: newId(),
      path: 'configuration/users',
      source: 'matrix-source',
      key: 'matrix-key',
      import: 'matrix-import',
      kind: 'case',
      run: bulkRunId,
      endpoint: endpointId,
      person: 'matrix-staff',
      mail: '1',
      accent: '7a0044-e07aa4.css',
      picture: logo.id,
      file: 'logo.png',
      address: sealAddress('luca@partner-it.example', authSecret),
    },
    tokens: {
      '/invitations/[token]': [invitationToken],
      '/sign-in/link/[token]': [signInToken],
      '/acknowledge/[token]': tokensOf('acknowledge', demoDeliveryIds),
      '/endpoint/[token]': tokensOf('endpoint', { only: endpointMailId }),
      '/api/v1/acknowledge/[token]': tokensOf('acknowledge', { only: demoDeliveryIds.acknowledged }),
      '/confirm/[token]': tokensOf('confirm', demoQuestionIds),
      '/review/[token]': tokensOf('review', { only: demoCheckMailId }),
    },
  }
}

export const endpointId = '00000000-0000-7000-8000-00000000000e'
const endpointMailId = '00000000-0000-7000-8000-00000000000f'
export const endpointCode = '12345678'

/** A webhook that waits for its code. */
export function addEndpoint(site: Site, accountId: string, at: number): void {
  const secrets = { config: { url: 'https://hooks.example.net/matrix', secret: 'whsec_bWF0cml4' } }
  const codeHash = createHmac('sha256', keyFor('codes of endpoints', authSecret))
    .update(`${endpointId} ${endpointCode}`)
    .digest('hex')
  site.change(
    `insert into endpoints (id, account_id, kind, label, hint, host, target, sealed, code_hash, code_sent_at, created_by, created_at,
      changed_at) values (?, ?, 'webhook', 'Rota', 'hooks.example.net', 'hooks.example.net', 'matrix', ?, ?, ?, 'matrix', ?, ?)`,
    ...[endpointId, accountId, sealEndpoint(endpointId, secrets), codeHash, at, at, at],
  )
  site.change(
    `insert into outbox (id, template, lane, recipient, shown, locale, account_id, data, status, created_at, settled_at)
      values (?, 'endpoint-code', 'wake', ?, 'Webhook · hooks.example.net', 'en', ?, '{}', 'accepted', ?, ?)`,
    ...[endpointMailId, `endpoint:${endpointId}`, accountId, at, at],
  )
}

function cookie(value: string): string {
  return `${sessionCookieName}=${value}`
}

function tokensOf(purpose: Parameters<typeof linkToken>[0], ids: Record<string, string>): string[] {
  return Object.values(ids).map((id) => linkToken(purpose, id, authSecret))
}

/** The tokens of A's mailed invitation and of a sign-in mail. */
const invitationToken = 'matrix-invitation'.padEnd(43, 'xX')
const signInToken = 'matrix-sign-in'.padEnd(43, 'xX')

export const bulkRunId = '00000000-0000-7000-8000-00000000000d'

const things = [
  `insert into bulk_runs (id, state, work, selection, accounts, started_by, started_at)
    values ('${bulkRunId}', 'stopped', '{"kind":"nudge"}', '{}', 0, 'matrix', ?)`,
  `insert into event_sources (id, name, scopes, account_label, created_at)
    values ('matrix-source', 'Grafana', '["events:write"]', 'account', ?)`,
  `insert into source_keys (id, source_id, key_hash, hint, created_at)
    values ('matrix-key', 'matrix-source', '', 'abcd', ?)`,
  `insert into imports (id, file_name, state, rows, faults, created_at)
    values ('matrix-import', 'partners.csv', 'checked', 1, 0, ?)`,
  `insert into users (id, email, email_key, name, created_at)
    values ('matrix-staff', 'zoe@desk.example', 'zoe@desk.example', 'Zoe', ?)`,
  "insert into staff (user_id, role, created_at) values ('matrix-staff', 'support', ?)",
  `insert into invitations (id, account_id, email, email_key, role, locale, token_hash, created_at, expires_at, invited_by)
    select 'matrix-invitation', accounts.id, 'invited@matrix.example', 'invited@matrix.example', 'viewer', 'en', 'matrix', ?,
      9999999999999, users.id
    from accounts, users where slug = 'poliambulatorio-levante' and users.email_key = 'elena@levante.example'`,
  `insert into challenges (id, purpose, email, email_key, code_hash, link_hash, created_at, expires_at)
    values ('matrix-challenge', 'sign-in', 'stranger@matrix.example', 'stranger@matrix.example', 'matrix', 'matrix', ?, 9999999999999)`,
]
