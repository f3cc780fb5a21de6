const tests = '(\\.test\\.tsx?$|^tests/|^e2e/)'
const product = '^(app|components|db|lib)/|^(env|environment|environment-table|instrumentation|proxy)\\.ts$'
const tools = '^(scripts|bench|bin|e2e|tests)/'

/**
 * The floors of lib from the ground, each with its rooms from the ground (docs/architecture.md). Nothing imports upward, neither
 * between floors nor between the rooms of one; types count too.
 */
export const floors = {
  platform: [
    'values',
    'i18n',
    'log',
    'store',
    'limits',
    'settings',
    'look',
    'audit',
    'jobs',
    'http',
    'lists',
    'mail',
    'outbox',
    'relay',
  ],
  identity: ['people', 'sessions', 'access', 'keys', 'passkeys', 'profile'],
  contacts: ['fields', 'hours', 'form', 'words'],
  accounts: [
    'account',
    'points',
    'access',
    'members',
    'types',
    'revisions',
    'addresses',
    'invitations',
    'reachability',
    'search',
    'proof',
    'brand-page',
  ],
  notices: [
    'parsing',
    'notice',
    'formats',
    'routing',
    'delivery',
    'endpoints',
    'bounces',
    'intake',
    'acknowledgement',
    'composing',
    'drills',
    'announcements',
    'views',
  ],
  changes: [
    'gate',
    'confirmations',
    'effects',
    'checks',
    'invitations',
    'sign-in',
    'members',
    'contacts',
    'accounts',
    'types',
    'review',
    'imports',
    'closing',
  ],
  cases: [],
  attention: [],
  admin: [
    'notes',
    'accounts',
    'unreachable',
    'programme',
    'audit',
    'settings',
    'staff',
    'sources',
    'health',
    'palette',
    'views',
    'bulk',
  ],
  privacy: ['personal-data', 'erasure', 'deletion', 'retention'],
  api: ['http', 'accounts', 'notices', 'events', 'openapi'],
  boot: [],
}

/** What still imports upward. The list only shrinks. */
const knownUpward = []

/** Of `all`, from the ground, no one may import from those above it. */
function upward(at, all) {
  return all
    .slice(0, -1)
    .map((name, index) =>
      rule(
        `${at}${name}-not-upward`,
        `What ${at}${name} needs lies below it, not above.`,
        { path: `^${at}${name}/`, pathNot: [tests, ...knownUpward] },
        { path: `^${at}(${all.slice(index + 1).join('|')})/` },
      ),
    )
}

/**
 * Imports run one way (docs/architecture.md): app → components, lib; components → lib, but no query and no command; lib → db,
 * floor by floor; db → nothing.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    ...upward('lib/', Object.keys(floors)),
    ...Object.entries(floors).flatMap(([floor, rooms]) => upward(`lib/${floor}/`, rooms)),
    ...upward('components/', ['ui', 'form', 'shell', '(?!(ui|form|shell)/)[^/]+']),
    rule(
      'every-file-in-a-room',
      'A file of lib lies in one of the rooms above.',
      { path: '^(app|components|lib|bin|db|seed)/' },
      {
        path: '^lib/',
        pathNot: Object.entries(floors).map(
          ([floor, rooms]) => `^lib/${floor}/${rooms.length > 0 ? `(${rooms.join('|')})/` : ''}[^/]+$`,
        ),
      },
    ),
    rule(
      'no-circles',
      'Two modules that need each other, even for a type, are one, or three.',
      {},
      { circular: true },
    ),
    rule(
      'changes-by-change-account',
      'What changes an account, and what follows from it, is called for by changeAccount alone.',
      {
        path: '^(app|components|lib|bin|seed)/',
        pathNot: [tests, '^lib/changes/effects/change-account\\.ts$'],
      },
      { path: '^lib/changes/(effects/account-rows|confirmations/sync)\\.ts$' },
    ),
    rule(
      'guarded-tables-by-few',
      'changeAccount writes the guarded rows of an account (db/store/guarded.ts); only its creation and deletion do besides.',
      {
        path: '^(app|bin|components|db|lib|seed)/',
        pathNot: [
          tests,
          '^lib/changes/(effects/account-rows|accounts/commands)\\.ts$',
          '^lib/privacy/deletion/(deletion|phases)\\.ts$',
        ],
      },
      { path: '^db/store/unguarded\\.ts$' },
    ),
    rule(
      'commands-of-members',
      'Only these modules write for members; partner-view.store.test.ts tries each of their commands with a view.',
      {
        path: '^(app|lib)/',
        pathNot: [
          tests,
          '^lib/(cases|changes/(checks|contacts|invitations|members|review)|notices/acknowledgement)/commands\\.ts$',
          '^lib/(changes/(confirmations/resend|contacts/(endpoint-proof|(endpoint|section)-commands))|notices/(acknowledgement/undo|composing/send-test|drills/own-drill))\\.ts$',
        ],
      },
      { path: '^lib/accounts/access/reauthorise\\.ts$' },
    ),
    rule(
      'outbox-knows-no-mail-server',
      'The outbox serves any transport; what mail servers answer is judged in relay.',
      { path: '^lib/platform/outbox/', pathNot: tests },
      { path: '^lib/platform/(relay/|mail/reason\\.ts$)|^node_modules/(nodemailer|smtp-server|mailparser)/' },
    ),
    rule('no-missing', 'What is imported must be there.', {}, { couldNotResolve: true }),
    rule(
      'no-undeclared-packages',
      'A package that is imported must stand in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^node_modules/@types/' },
    ),
    rule(
      'product-not-to-tools',
      'The product needs neither its tests nor its scripts.',
      {
        path: '^(app|components|lib|db|messages)/|^[^/]+\\.ts$',
        pathNot: [tests, '\\.config\\.ts$'],
      },
      { path: tools },
    ),
    rule(
      'product-not-to-seed',
      'The product knows nothing of what it is filled with for demos, tests and benches.',
      { path: '^(app|components|lib|db)/', pathNot: tests },
      { path: '^seed/' },
    ),
    rule(
      'lib-not-to-pages',
      'lib serves pages and knows none.',
      { path: '^lib/' },
      {
        path: '^(app|components)/',
      },
    ),
    rule(
      'components-not-to-pages-or-db',
      'Components reach no page and no table, and of the store the words alone.',
      { path: '^components/' },
      { path: '^(app|db)/|^(env|environment|environment-table)\\.ts$', pathNot: '^db/words/' },
    ),
    rule(
      'components-take-props',
      'Components call no query and no command: of the store they read the settings alone, once a request.',
      { path: '^components/' },
      {
        path: '^lib/.*(queries|commands)\\.ts$|^lib/platform/store/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'policies-are-pure',
      'A policy decides from what it is given; a condition in SQL reads nothing.',
      { path: '^lib/.*policy\\.ts$' },
      {
        path: '^db/store/|^lib/platform/(store|settings/(queries|current))',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'pages-not-to-tables',
      'No page knows a table, nor its columns.',
      { path: '^(app|components)/', pathNot: tests },
      { path: '^db/schema/' },
    ),
    rule(
      'pages-not-to-db',
      'Pages and actions go through queries and commands.',
      { path: '^app/', pathNot: tests },
      { path: '^db/', pathNot: '^db/words/', dependencyTypesNot: ['type-only'] },
    ),
    ...Object.entries({
      '^(https?|http2|net|tls|dgram|undici)(/|$)':
        '^db/|^lib/platform/(log/origin|store/last-requests)\\.ts$',
      '^dns(/|$)': '^lib/notices/endpoints/resolve-host\\.ts$',
      '^node_modules/undici/': '^lib/notices/endpoints/call\\.ts$',
      '^node_modules/ipaddr\\.js/': '^lib/notices/endpoints/allowed-address\\.ts$',
      '^(child_process|vm)$': [],
      '^worker_threads$': '^db/store/sqlite-migrate(-thread)?\\.ts$',
      '^node_modules/nodemailer/': '^lib/platform/relay/(compose|relays)\\.ts$',
      '^node_modules/next-auth/index\\.': '^lib/changes/sign-in/provider-sign-in\\.ts$',
      '^node_modules/openid-client/': '^lib/changes/sign-in/provider-metadata\\.ts$',
      '^node_modules/pg/': '^db/',
    }).map(([path, known]) =>
      rule(
        `calls-out-by-few: ${path}`,
        'The server calls mail servers, providers of sign-in, PostgreSQL and, by one function, endpoints, and runs no command.',
        { path: product, pathNot: [tests, known].flat() },
        { path, dependencyTypesNot: ['type-only'] },
      ),
    ),
    rule(
      'db-needs-nothing',
      'The store needs nothing of the domain.',
      { path: '^db/', pathNot: tests },
      { path: '^(app|components|lib|seed)/' },
    ),
  ],
  options: {
    exclude: { path: '(^|/)\\.next/|^(data|test-results)/|next-env\\.d\\.ts$' },
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

/** @returns {import('dependency-cruiser').IForbiddenRuleType} */
function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}
