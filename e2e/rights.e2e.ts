import { expect, test } from './fixtures.ts'
import { fill, listRoutes } from './routes.ts'

test.use({ sharesServer: true })

const { pages, handlers } = listRoutes()

/** What anybody may open. Everything else sends who is not signed in to the sign-in page. */
const publicPages = [
  '/acknowledge/[token]',
  '/confirm/[token]',
  '/bench',
  '/dev/mailbox',
  '/dev/mailbox/[mail]',
  '/docs/api',
  '/help',
  '/invitations/[token]',
  '/review/[token]',
  '/sign-in',
  '/sign-in/code',
  '/sign-in/link/[token]',
]
const publicHandlers = [
  '/api/auth/[...nextauth]',
  '/api/bench/empty',
  '/api/bench/page/[bytes]',
  '/api/health',
  '/brands/[account]',
  '/dev/mailbox.json',
  '/dev/mailbox/[mail]/html',
]

/** What a program may ask without a key. Every other endpoint demands one. */
const openEndpoints = ['/api/v1/accounts/[account]/brand-support', '/api/v1/openapi.json']
const isEndpoint = (route: string) => route.startsWith('/api/v1') || route === '/api/metrics'

/** Files that are handed out to staff, whose right is asked for as that to a page is. */
const files = handlers.filter((route) => route.startsWith('/admin/'))

test('every route is known to be public, or is not', () => {
  expect(pages).toEqual(expect.arrayContaining(publicPages))
  const others = handlers.filter((route) => !publicHandlers.includes(route) && !files.includes(route))
  expect(others.filter((route) => !isEndpoint(route))).toEqual([])
})

test('without a key, or with a wrong one, no endpoint answers', async ({ request }) => {
  const endpoints = handlers.filter((route) => isEndpoint(route) && !openEndpoints.includes(route))
  expect(endpoints.length).toBeGreaterThan(6)
  for (const url of endpoints.map((route) => fill(route, { account: 'poliambulatorio-levante' }))) {
    for (const method of ['get', 'post'] as const) {
      for (const headers of [{}, { authorization: `Bearer ${'x'.repeat(32)}` }]) {
        const data = method === 'post' ? { routing_key: 'x'.repeat(32), event_action: 'resolve' } : undefined
        const answer = await request[method](url, { headers, ...(data && { data }) })
        expect([400, 401, 404, 405], `${method} ${url}`).toContain(answer.status())
        expect(await answer.text(), url).not.toMatch(/Elena|Paolo|oncall@|Levante/)
      }
    }
  }
})

test('who is not signed in is sent to sign in, from every page that is not public', async ({ request }) => {
  const others = [...pages, ...files].filter((page) => !publicPages.includes(page))
  expect(others.length).toBeGreaterThan(15)
  for (const page of others) {
    const url = fill(page, { account: 'poliambulatorio-levante' })
    const document = await request.get(url, { maxRedirects: 0 })
    expect(document.status(), url).toBe(307)
    expect(new URL(document.headers().location ?? '', 'http://x').pathname, url).toBe('/sign-in')
    const data = await request.get(url, { headers: { rsc: '1' } })
    for (const body of [await document.text(), await data.text()]) {
      for (const secret of ['Elena', 'Paolo', 'oncall@', 'Levante']) expect(body, url).not.toContain(secret)
    }
  }
})

for (const [who, email] of [
  ['a member of another account', 'giulia@clinica-aurora.example'],
  ['staff without a membership', 'admin@actions-desk.example'],
] as const) {
  test(`${who} finds nothing under an account`, async ({ context, request, site }) => {
    await site.enter(context, email)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    for (const page of pages.filter((route) => route.startsWith('/accounts/[account]'))) {
      const url = fill(page, { account: 'poliambulatorio-levante' })
      for (const headers of [{ cookie }, { cookie, rsc: '1' }]) {
        const answer = await request.get(url, { headers })
        const body = await answer.text()
        if (!('rsc' in headers)) {
          expect(answer.status(), url).toBe(404)
          expect(body, url).toMatch(/There is nothing here|Qui non c’è nulla/)
        }
        for (const secret of ['Elena', 'Paolo', 'oncall@']) expect(body, url).not.toContain(secret)
      }
    }
  })
}

test('the staff pages do not exist for members, and making accounts not for support', async ({
  context,
  request,
  site,
}) => {
  const asked = async (email: string) => {
    await context.clearCookies()
    await site.enter(context, email)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    return async (url: string) => (await request.get(url, { headers: { cookie } })).status()
  }
  const staffPages = [...pages.filter((page) => page.startsWith('/admin')), ...files]
  expect(staffPages.length).toBeGreaterThan(4)
  const asMember = await asked('elena@levante.example')
  for (const page of staffPages) {
    const url = fill(page, { account: 'poliambulatorio-levante' })
    expect(await asMember(url), url).toBe(404)
  }
  const asSupport = await asked('support@actions-desk.example')
  expect(await asSupport('/admin/accounts')).toBe(200)
  expect(await asSupport('/admin/accounts/new')).toBe(404)
  for (const page of staffPages.filter((one) => one.startsWith('/admin/accounts/import'))) {
    expect(await asSupport(fill(page)), page).toBe(404)
  }
  const asAdmin = await asked('admin@actions-desk.example')
  expect(await asAdmin('/admin/accounts/new')).toBe(200)
})

test('an address that no text can be is refused before anything is asked of the store', async ({
  request,
}) => {
  for (const url of ['/accounts/%00', '/accounts/a/notices/%00', '/admin/accounts?q=%00', '/accounts/%ff']) {
    expect((await request.get(url)).status(), url).toBe(400)
  }
})

test('a session that has ended, was changed or is somebody’s guess opens nothing', async ({
  context,
  request,
  site,
}) => {
  await site.enter(context, 'elena@levante.example')
  const [cookie] = await context.cookies()
  const open = async (value: string) =>
    (
      await request.get('/accounts/poliambulatorio-levante', {
        headers: { cookie: `${cookie?.name}=${value}` },
        maxRedirects: 0,
      })
    ).status()
  const value = cookie?.value ?? ''
  expect(await open(value)).toBe(200)
  expect(await open(`${value.slice(0, -6)}AAAAAA`)).toBe(307)
  site.change('update sessions set last_used_at = ? where ended_at is null', Date.now() - 13 * 3_600_000)
  expect(await open(value)).toBe(307)
  site.change('update sessions set last_used_at = ?, created_at = ?', Date.now(), Date.now() - 8 * 86_400_000)
  expect(await open(value)).toBe(307)
  site.change('update sessions set created_at = ?', Date.now())
  expect(await open(value)).toBe(200)
  site.change('update sessions set ended_at = ?', Date.now())
  expect(await open(value)).toBe(307)
})

test('removing a member takes effect on their next request', async ({ context, request, site }) => {
  await site.enter(context, 'paolo@levante.example')
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const status = async () =>
    (await request.get('/accounts/poliambulatorio-levante', { headers: { cookie } })).status()
  expect(await status()).toBe(200)
  site.change(
    "delete from memberships where user_id = (select id from users where email_key = 'paolo@levante.example')",
  )
  expect(await status()).toBe(404)
})
