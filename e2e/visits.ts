import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { announcementIds } from './announcement-rows.ts'
import { admin, anna, carla, elena, gate, giulia, luca, sara, teresa } from './demo.ts'
import { arrange, endpointId, type Setting } from './matrix/setting.ts'
import { fill, listRoutes } from './routes.ts'
import type { Site } from './site.ts'

const visitor = null

export type Visit = { route: string; as: string | null; url: string }

/** The readers and addresses of every page. */
function listVisits({ params, tokens }: Setting): Visit[] {
  const own = {
    account: 'poliambulatorio-levante',
    number: '1',
    id: demoNoticeIds.handedOn,
    endpoint: endpointId,
  }
  const { pages } = listRoutes()
  const ofRoutes = (as: string | null, given: Record<string, string>, isOf: (route: string) => boolean) =>
    pages.filter(isOf).map((route) => ({ route, as, url: fill(route, given) }))
  const ofUrls = (as: string, route: string, ...urls: string[]) => urls.map((url) => ({ route, as, url }))
  const levante = `/accounts/${own.account}`
  const asPartner = '/admin/accounts/[account]/as-partner/[view]'
  return [
    ...ofRoutes(visitor, {}, (route) =>
      /^\/(sign-in|invitations|acknowledge|confirm|endpoint|review)/.test(route),
    ),
    ...ofRoutes(visitor, {}, (route) =>
      ['/help', '/privacy', '/too-large', '/docs/api', '/dev/mailbox', '/dev/endpoints'].includes(route),
    ),
    // The API has operations with tokens too.
    ...Object.entries(tokens).flatMap(([route, some]) =>
      pages.includes(route) ? some.map((token) => ({ route, as: visitor, url: fill(route, { token }) })) : [],
    ),
    ...ofRoutes(giulia, { ...own, account: 'clinica-aurora' }, isOfGate),
    ...ofRoutes(elena, own, (route) => route.startsWith('/accounts/[account]') && !isOfGate(route)),
    ...ofUrls(
      elena,
      '/accounts/[account]/notices',
      `${levante}/configuration/contact-information?env=sandbox`,
      `${levante}/notices?state=closed`,
      `${levante}/notices/${demoNoticeIds.sandbox}?env=sandbox`,
      `${levante}/notices/test?env=sandbox`,
      `${levante}/notices?env=production`,
      `${levante}/notices/reach?category=technical`,
    ),
    ...ofUrls(
      elena,
      '/accounts/[account]/configuration/contact-information',
      ...['alerts', 'technical-emergency', 'brand-support', 'support-hours'].map(
        (field) => `${levante}/configuration/contact-information?edit=${field}`,
      ),
    ),
    ...ofUrls(
      elena,
      '/accounts/[account]/configuration/users',
      ...['invite=1', 'q=nobody'].map((query) => `${levante}/configuration/users?${query}`),
    ),
    ...ofUrls(
      elena,
      '/accounts/[account]/configuration/endpoints/new',
      ...['webhook', 'pagerduty', 'ntfy', 'slack'].map(
        (kind) => `${levante}/configuration/endpoints/new?kind=${kind}&field=technical-emergency`,
      ),
    ),
    ...ofUrls(giulia, '/accounts/[account]/onboarding/users', `${gate}/users?invite=1`),
    ...ofUrls(elena, '/settings', '/settings'),
    ...ofUrls(elena, '/[...rest]', '/nothing/here'),
    ...ofUrls(anna, '/accounts/[account]', '/accounts/studio-ponte', '/accounts/studio-ponte/notices'),
    ...ofUrls(sara, '/accounts/[account]/onboarding', gate),
    ...ofUrls(carla, '/accounts/[account]/closed', '/accounts/studio-sasso/closed'),
    ...ofUrls(luca, '/accounts', '/accounts'),
    ...['', '/configuration/contact-information', '/configuration/users'].flatMap((path) =>
      ofUrls(teresa, `/accounts/[account]${path}`, `/accounts/ottica-faro${path}`),
    ),
    ...ofUrls(admin, '/passkey', '/passkey'),
    ...ofRoutes(
      admin,
      { ...params, ...own, notice: demoNoticeIds.unroutable, path: 'configuration/contact-information' },
      (route) => route.startsWith('/admin/'),
    ),
    ...ofUrls(
      admin,
      '/admin/accounts/[account]',
      ...['', '/reopen', '/close'].map((path) => `/admin/accounts/studio-sasso${path}`),
      `/admin/accounts/${own.account}/reach?category=emergency&environment=sandbox`,
    ),
    ...ofUrls(admin, asPartner, `/admin/accounts/clinica-aurora/as-partner/${params.view}`),
    ...ofUrls(
      admin,
      '/admin/notices/[notice]',
      `/admin/notices/${demoNoticeIds.handedOn}`,
      '/admin/notices/deliveries?status=bounces',
    ),
    ...ofUrls(
      admin,
      '/admin/accounts/import/[import]',
      ...['new', 'known'].map((rows) => `/admin/accounts/import/${params.import}?rows=${rows}`),
    ),
    ...ofUrls(
      admin,
      '/admin/settings/types/[type]/rule',
      '/admin/settings/types/healthcare-appointments/rule?to=required',
    ),
    ...ofUrls(admin, '/admin/audit', '/admin/audit?action=session.started&account=nobody&text=x'),
    ...Object.values(announcementIds).flatMap((id) =>
      ofUrls(admin, '/admin/announcements/[announcement]', `/admin/announcements/${id}`),
    ),
  ]
}

function isOfGate(route: string): boolean {
  return route.startsWith('/accounts/[account]/onboarding')
}

/** Pages that only redirect, or are not for people. */
export const unseen = ['/', '/admin', '/bench', '/dev/mailbox/[mail]']

/**
 * A page of each template, which others are laid out as: a form in steps, a list of cards, a table, a thread, cards of an account,
 * a drawn route, a log, a text.
 */
const templates = [
  ...['/sign-in', '/sign-in/code', '/acknowledge/[token]', '/help', '/settings', '/[...rest]'],
  ...['', '/onboarding', '/notices', '/notices/[id]', '/notices/reach', '/support/[number]'].map(
    (path) => `/accounts/[account]${path}`,
  ),
  ...['contact-information', 'users', 'endpoints/new', 'endpoints/[endpoint]'].map(
    (path) => `/accounts/[account]/configuration/${path}`,
  ),
  ...['accounts', 'accounts/[account]', 'accounts/import/[import]', 'notices/[notice]', 'cases/[number]'].map(
    (path) => `/admin/${path}`,
  ),
  ...[
    'announcements/new/text',
    'bulk/new/[kind]',
    'programme',
    'audit',
    'search',
    'settings/types/[type]',
  ].map((path) => `/admin/${path}`),
  '/admin/settings/routing/[category]',
]

/** The first visit of each template. */
export function onePerTemplate(visits: readonly Visit[]): Visit[] {
  return templates.map((template) => {
    const found = visits.find(({ route }) => route === template)
    if (!found) throw new Error(`No visit to ${template}.`)
    return found
  })
}

/** Arranges a store in which every page has content, in that language for everybody; returns the pages. */
export async function arrangeVisits(site: Site, locale: string): Promise<Visit[]> {
  const setting = await arrange(site)
  const visits = listVisits(setting)
  site.change("update imports set state = 'stopped', rows = 3 where id = ?", setting.params.import)
  for (const row of importedRows) site.change(...row)
  site.change(openView, Date.now(), setting.params.view, admin)
  // A mailed link opens in its mail's language.
  for (const table of ['outbox', 'invitations']) site.change(`update ${table} set locale = ?`, locale)
  for (const who of new Set(visits.flatMap(({ as }) => as ?? [])))
    site.change('update users set locale = ? where email_key = ?', locale, who)
  return visits
}

/** Pages of every account, as the admin. */
const openView = `insert into audit_entries (id, at, actor_id, account_id, action, subject_id, after)
  select accounts.id, ?, users.id, accounts.id, 'account.viewed-as-partner', ?, '{"role":"owner"}'
  from accounts, users where users.email_key = ?`

/** Pages of a half-finished import. */
const importedRow =
  'insert into import_rows (id, import_id, line, state, "values") values (?, \'matrix-import\', ?, ?, ?)'
const importedAccount = {
  name: 'Città Sana',
  slug: 'citta-sana',
  integrationTypeId: 'ordering-redirect',
  defaultLocale: 'it',
  email: 'sole@citta.example',
  locale: 'en',
}
const importedRows = (['faulty', 'new', 'known'] as const).map((state, line): [string, ...unknown[]] => [
  importedRow,
  `row-${line}`,
  line + 2,
  state,
  JSON.stringify({
    account: importedAccount,
    faults: [{ code: 'slug-taken', column: 'slug', value: 'citta-sana', params: { name: 'Altra' } }],
    uninvited: true,
  }),
])
