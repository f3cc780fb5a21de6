import { expect, test } from './fixtures.ts'
import { attempt, confirm, listAttempts } from './matrix/attempts.ts'
import { noMarks } from './matrix/bodies.ts'
import { collectForms, planCall } from './matrix/calls.ts'
import { asking, handlers, mailing, mayDo, mayOpen, rolesThat } from './matrix/expected.ts'
import { listBuiltActions, listBuiltRoutes, listWritingMethods } from './matrix/manifest.ts'
import { type Answer, ask } from './matrix/post.ts'
import { arrange, outsiders, type Role, roles, secrets, slugs } from './matrix/setting.ts'
import { type Change, StoreWatch } from './matrix/store-watch.ts'
import { fill } from './routes.ts'

// Only requests may change the store.
test.use({ serverEnvironment: { WORKER: 'off' } })

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The roles that also request pages as data, because a refusal must not contain data either. */
const readers: readonly Role[] = ['nobody', 'other tenant', 'locked owner', 'support']

function isRefused({ status, location }: Answer): boolean {
  return [401, 403, 404, 405].includes(status) || /^\/sign-in(\?|$)/.test(location)
}

/** Runs it for each item, eight at a time. */
async function forEachOf<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const waiting = all.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const one of waiting) await work(one)
    }),
  )
}

test('each page and file opens only with its right, and tells others nothing', async ({ site }) => {
  test.setTimeout(600_000)
  const { cookies, params } = await arrange(site)
  const watch = new StoreWatch(site.folder)
  const routes = listBuiltRoutes().filter(({ route, isPage }) => isPage || !(route in handlers))
  expect(routes.length).toBeGreaterThan(80)
  await forEachOf(routes, async (one) => {
    const path = fill(one.route, params)
    const may = mayOpen(one)
    const writing = listWritingMethods(one)
    for (const role of roles) {
      const says = `${one.route} as ${role}`
      const isAllowed = rolesThat(may).includes(role)
      const asData = !isAllowed && one.isPage && readers.includes(role)
      const asked = [
        { method: 'GET', headers: {} },
        ...(asData ? [{ method: 'GET', headers: { rsc: '1' } }] : []),
        // The handler's own test shows what it does with an allowed request.
        ...(isAllowed ? [] : writing.map((method) => ({ method, headers: {} }))),
      ]
      for (const { method, headers } of asked) {
        const body = method === 'GET' ? null : new FormData()
        const answer = await ask(site.url + path, {
          method,
          headers: { ...headers, cookie: cookies[role], origin: site.url },
          body,
        })
        if (!('rsc' in headers))
          expect
            .soft(isRefused(answer) ? 'refused' : 'let in', `${method} ${says}`)
            .toBe(isAllowed ? 'let in' : 'refused')
        // Members of A who meet no page see their own menu, but none of its contacts.
        const isOutside = outsiders.includes(role)
        const mayNotKnow = isOutside ? secrets : /oncall@/
        if (!isAllowed || (isOutside && (may === 'no one' || may === 'signed in')))
          expect.soft(mayNotKnow.test(answer.body), `${says}: tells of another account`).toBe(false)
      }
    }
  })
  // A download is recorded; reading changes nothing else.
  expect(watch.changes().filter(({ row }) => !/"action":"\w+\.exported"/.test(row))).toEqual([])
  watch.close()
})

test('a locked account opens none of its pages', async ({ site }) => {
  const { cookies, params } = await arrange(site)
  const routes = listBuiltRoutes().filter(({ route }) => route.startsWith('/accounts/[account]'))
  const gate = `/accounts/${slugs.locked}/onboarding`
  expect(routes.map(({ route }) => route)).toContain('/accounts/[account]/[...rest]')
  await forEachOf(routes, async ({ route }) => {
    const path = fill(route, { ...params, account: slugs.locked })
    const answer = await ask(site.url + path, { headers: { cookie: cookies['locked owner'] } })
    const isOfGate = route.startsWith('/accounts/[account]/onboarding')
    const [, support = ''] = /^\/accounts\/[^/]+(\/support.*)?/.exec(path) ?? []
    // 404: the case is of another account.
    if (isOfGate) expect.soft([200, 307, 404], route).toContain(answer.status)
    else expect.soft([answer.status, answer.location], route).toEqual([307, `${gate}${support}`])
    expect.soft(secrets.test(answer.body), route).toBe(false)
    for (const ahead of [{}, { 'next-router-prefetch': '1' }]) {
      const headers = { cookie: cookies['locked owner'], rsc: '1', ...ahead }
      expect.soft(secrets.test((await ask(site.url + path, { headers })).body), route).toBe(false)
    }
  })
})

test('each endpoint asks each method’s key for its scope, and no cookie helps', async ({ site }) => {
  const { cookies, keys, params, tokens } = await arrange(site)
  const watch = new StoreWatch(site.folder)
  const routes = listBuiltRoutes().filter(({ route, isPage }) => !isPage && !route.startsWith('/admin/'))
  const asked = routes.flatMap(({ route }) => methods.map((method) => ({ route, method })))
  const letIn = new Set<string>()
  await forEachOf(asked, async ({ route, method }) => {
    const needed = handlers[route]?.[method]
    for (const [holds, key] of Object.entries(keys)) {
      const headers: HeadersInit = key ? { authorization: `Bearer ${key}` } : { cookie: cookies.admin }
      // PagerDuty's format has the key in the body, so a wrong one gets 400.
      const event = { routing_key: key, event_action: 'resolve', dedup_key: 'matrix' }
      const body = method === 'GET' ? null : JSON.stringify(event)
      const answer = await ask(site.url + fill(route, { ...params, token: tokens[route]?.[0] ?? '1' }), {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      })
      const says = `${method} ${route} with the key ${holds}`
      const isAllowed = needed === 'anybody' || needed === holds
      const isTold = route.startsWith('/api/v1/events/pagerduty') && answer.status === 400
      const isLetIn = !isRefused(answer) && !isTold && !(method === 'OPTIONS' && answer.status === 204)
      expect
        .soft(isLetIn ? 'let in' : `refused`, `${says}: ${answer.status}`)
        .toBe(isAllowed ? 'let in' : 'refused')
      if (!isAllowed) expect.soft(secrets.test(answer.body), says).toBe(false)
      if (isLetIn) letIn.add(`${method} ${route}`)
    }
  })
  expect(letIn.size).toBeGreaterThanOrEqual(Object.keys(handlers).length)
  // A key records its last use, and its source the failed requests.
  const isOfKey = ({ table, row }: Change) =>
    table === 'source_keys' || (table === 'events' && row.includes('"ignored"'))
  expect(watch.changes().filter((change) => !isOfKey(change))).toEqual([])
  watch.close()
})

/**
 * Actions whose success does not show in the store (cookies only, nothing to do), or that one call cannot complete: a
 * mailed code, a previewed notice, a provider, an authenticator's key.
 */
const unproven = [
  ...[
    'cancelAddressAction',
    'signOutFormAction',
    'chooseLocaleAction',
    'switchPersonAction',
    'nudgeAction',
    'nudgeInListAction',
  ],
  ...['redeemAddressAction', 'redeemCodeAction', 'sendByHandAction', 'signInWithProviderAction'],
  ...['restoreRouteAction', 'findAddressAction'],
  // Of the demo's endpoints, in memory.
  ...['acknowledgeCaughtAction', 'setAnswerAction'],
]
const isPasskey = (name: string) =>
  /passkey/i.test(name) || name === 'askToShowAction' || name === 'dismissAdviceAction'

test('each action: only for the right role, in its own account, and no mail unasked', async ({ site }) => {
  test.setTimeout(600_000)
  const setting = await arrange(site)
  const forms = await collectForms(site.url, setting)
  const watch = new StoreWatch(site.folder)
  watch.prepare(noMarks)
  forms.push(...(await collectForms(site.url, setting)))
  watch.restoreAll()
  const actions = listBuiltActions()
  expect(actions.length).toBeGreaterThan(70)
  const idle: string[] = []
  const mailed: string[] = []
  for (const action of actions) {
    const planned = planCall(action, actions, forms, setting)
    const begin = () => planned.first.length > 0 && watch.prepare(planned.first)
    begin()
    const may = mayDo(action)
    const role = planned.as ?? (may === 'signed in' ? 'owner' : rolesThat(may)[0])
    // Whoever may not do it cannot confirm its recipients either.
    const call =
      role && asking.has(action.name) ? await confirm(site.url, setting, { ...planned, role }) : planned
    expect.soft(watch.changes(), `${action.name} before its recipients are confirmed`).toEqual([])
    expect.soft(call !== planned, `${action.name} names its recipients`).toBe(asking.has(action.name))
    for (const [says, attempts] of Object.entries(listAttempts(action, call))) {
      const answers = await Promise.all(attempts.map((one) => attempt(site.url, setting, one)))
      const changes = watch.changes()
      const told = answers.filter(({ tells }) => tells).map(({ who }) => who)
      if (changes.length === 0 && told.length === 0) continue
      const said = answers.map(({ who, answer: { status, location } }) => `${who}: ${status} ${location}`)
      const name = `${action.file} ${action.name} ${says}`
      expect.soft({ changes: changes.slice(0, 3), told, said }, name).toEqual({ changes: [], told: [], said })
      watch.restoreAll()
      begin()
    }
    if (role) await attempt(site.url, setting, { ...call, role, how: 'form' })
    const changes = watch.changes()
    if (changes.length === 0) idle.push(action.name)
    if (changes.some(({ table }) => table === 'outbox')) mailed.push(action.name)
    watch.restoreAll()
  }
  watch.close()
  expect(site.server.log()).not.toContain('"level":50')
  // The calls do work in the right role, so the attempts before failed for the right reason.
  expect(idle.filter((name) => !unproven.includes(name) && !isPasskey(name))).toEqual([])
  expect(mailed.filter((name) => !asking.has(name) && !mailing.has(name))).toEqual([])
})
