const tests = '(\\.test\\.tsx?$|^tests/|^e2e/)'
const tools = '^(scripts|bench|bin|e2e|tests)/'
const schemas = '^lib/([^/]+/schema|locale)\\.ts$'

/**
 * Imports run one way (docs/architecture.md): app → components, lib; components → components and what is pure in lib;
 * lib → db; db → nothing. Types count too, with the exceptions that stand here.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    rule(
      'no-circles',
      'Two modules that need each other are one, or three.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] },
      },
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
        path: '^(app|components|lib|db|i18n|emails|messages)/|^[^/]+\\.ts$',
        pathNot: [tests, '\\.config\\.ts$'],
      },
      { path: tools },
    ),
    rule(
      'product-not-to-seed',
      'The product knows the integration types it ships with, and nothing else of the seed.',
      { path: '^(app|components|lib)/', pathNot: tests },
      { path: '^db/seed/', pathNot: '^db/seed/shipped\\.ts$' },
    ),
    rule(
      'lib-not-to-pages',
      'lib serves pages and knows none.',
      { path: '^(lib|emails|i18n)/' },
      {
        path: '^(app|components)/',
      },
    ),
    rule(
      'components-not-to-pages-or-db',
      'Components take props; they reach no page and no table.',
      { path: '^components/' },
      { path: '^(app|db)/|^env\\.ts$' },
    ),
    rule(
      'pages-not-to-db',
      'Pages and actions go through queries and commands.',
      { path: '^app/', pathNot: tests },
      { path: '^db/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'db-needs-nothing',
      'The store needs nothing of the domain but the types of its columns.',
      { path: '^db/', pathNot: [tests, '^db/seed/'] },
      { path: '^(app|components|lib|i18n|emails)/', pathNot: schemas },
    ),
    rule(
      'db-takes-types-only',
      'What the schema takes of lib are types.',
      { path: '^db/', pathNot: tests },
      { path: schemas, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'seed-needs-little',
      'The seed needs ids, the clock and the types of columns.',
      { path: '^db/seed/', pathNot: tests },
      { path: '^(app|components|lib|i18n|emails)/', pathNot: [schemas, '^lib/(ids|clock)\\.ts$'] },
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
