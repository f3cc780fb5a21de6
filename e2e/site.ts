import { rmSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { encode } from 'next-auth/jwt'
import { isErased, type KeyScope, type Locale, type MemberRole } from '#/db/words/people.ts'
import { newSourceKey } from '#/lib/identity/keys/policy.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import { codeIn, type Mail, readMailbox, waitForMail } from './mailbox.ts'
import { authSecret, type Server, type Start, startServer, storeFile } from './server.ts'

/** Test servers use http (lib/identity/sessions/cookie.ts). */
export const sessionCookieName = 'recapito.session'

/** Asks for a code with the form at `url`, where the field for it then is; works without JavaScript too. */
export async function askForCode(page: Page, email: string, url = '/sign-in'): Promise<void> {
  await page.goto(url)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=email]').press('Enter')
  await page.locator('input[name=code]').waitFor()
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await page.locator('input[name=code]').press('Enter')
}

/** Reloads a page that does not update itself until this is on it. */
export async function reloadUntil(page: Page, there: Locator): Promise<void> {
  await expect(async () => {
    await page.reload()
    expect(await there.isVisible()).toBe(true)
  }).toPass()
}

/** Runs `work` with a server of its own on the store in `folder`, and removes both. */
export async function withSite<Result>(
  folder: string,
  start: Start,
  work: (site: Site) => Promise<Result>,
): Promise<Result> {
  const server = await startServer(folder, start)
  const site = new Site(server, folder)
  try {
    return await work(site)
  } finally {
    await site.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type GivenSource = { scopes?: KeyScope[]; name?: string; defaultCategory?: string }

/** A test's server: its pages, its mail and its store. */
export class Site {
  readonly url: string
  readonly server: Server
  readonly folder: string
  #store: Sqlite.Database
  #read: Set<string>
  #before: ReadonlySet<string>
  #secrets = new Set<string>()
  #pages: Page[] = []

  /** `before`: mail that the server sent in earlier tests. */
  constructor(server: Server, folder: string, before: readonly Mail[] = []) {
    this.#before = new Set(before.map(({ id }) => id))
    this.#read = new Set(this.#before)
    this.server = server
    this.folder = folder
    this.url = server.url
    this.#store = new Sqlite(storeFile(folder))
    this.#store.pragma('busy_timeout = 5000')
  }

  async mail(): Promise<Mail[]> {
    const mails = await readMailbox(this.url)
    return mails.filter(({ id }) => !this.#before.has(id))
  }

  /** Waits for the newest mail to `address` that no earlier call returned. */
  async mailTo(address: string): Promise<Mail> {
    const mail = await waitForMail(this.url, address, this.#read)
    this.#read.add(mail.id)
    for (const [, ...parts] of mail.text.matchAll(
      /\b(\d{4})[ -]?(\d{4})\b|(?<=\/)([\w-]{43}|[\w-]{30})(?![\w-])/g,
    ))
      this.keepSecret(parts.join(''))
    return mail
  }

  /** Signs in with the address and the mailed code; works without JavaScript too. */
  async signIn(page: Page, email: string): Promise<void> {
    await askForCode(page, email, `${this.url}/sign-in`)
    await enterCode(page, codeIn(await this.mailTo(email)))
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  }

  /** Gives the browser a session of `email` without the form, for tests of other things; `locale`: the person's. */
  async enter(context: BrowserContext, email: string, locale?: Locale): Promise<void> {
    if (locale) this.change('update users set locale = ? where email_key = ?', locale, email)
    const value = await this.sessionCookie(email)
    await context.addCookies([
      { name: sessionCookieName, value, url: this.url, httpOnly: true, sameSite: 'Lax' },
    ])
  }

  /** Opens `path` in a session of `email`; `locale`: the person's. */
  async visit(page: Page, email: string, path: string, locale?: Locale): Promise<void> {
    await this.enter(page.context(), email, locale)
    await page.goto(path)
  }

  async open(browser: Browser, email?: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage(options)
    this.#pages.push(page)
    if (email) await this.enter(page.context(), email)
    return page
  }

  async cookie(email: string): Promise<string> {
    return `${sessionCookieName}=${await this.sessionCookie(email)}`
  }

  async sessionCookie(email: string): Promise<string> {
    const [user] = this.rows<{ id: string }>('select id from users where email_key = ?', email.toLowerCase())
    if (!user) throw new Error(`Nobody has the address ${email}.`)
    const id = crypto.randomUUID()
    this.change(
      "insert into sessions (id, user_id, method, user_agent, created_at, last_used_at) values (?, ?, 'code', '', ?, ?)",
      id,
      user.id,
      Date.now(),
      Date.now(),
    )
    const cookie = await encode({ token: { sid: id }, secret: authSecret, maxAge: 7 * 86_400 })
    this.keepSecret(cookie)
    return cookie
  }

  makeKey(...scopes: KeyScope[]): string {
    return this.addSource({ scopes })
  }

  addSource({ scopes = ['events:write'], name = 'monitoring', defaultCategory }: GivenSource): string {
    const key = newSourceKey()
    this.keepSecret(key)
    const [id, at] = [newId(), Date.now()]
    this.change(
      "insert into event_sources (id, name, scopes, default_category, account_label, created_at) values (?, ?, ?, ?, 'account', ?)",
      ...[id, name, JSON.stringify(scopes), defaultCategory ?? null, at],
    )
    this.change(
      'insert into source_keys (id, source_id, key_hash, hint, created_at) values (?, ?, ?, ?, ?)',
      ...[newId(), id, hashSecret(key), key.slice(-4), at],
    )
    return key
  }

  /** Changes the store directly, to let time pass: `update challenges set expires_at = 1`. */
  change(sql: string, ...values: unknown[]): number {
    return this.#store.prepare(sql).run(...values).changes
  }

  setRole(email: string, role: MemberRole): void {
    this.change(
      'update memberships set role = ? where user_id = (select id from users where email_key = ?)',
      ...[role, email],
    )
  }

  /** Adds accounts in onboarding, called `name` with a number from 10 on: 90 at most, in the order of their names. */
  addAccounts(count: number, name: string): void {
    this.change(
      `insert into accounts (id, slug, name, name_key, integration_type_id, default_locale, state, state_changed_at, created_at)
       with recursive n(i) as (select 10 union all select i + 1 from n where i < ?)
       select lower(?) || i, replace(lower(?), ' ', '-') || i, ? || i, lower(?) || i, 'things-to-do', 'it', 'onboarding', i, i from n`,
      ...[9 + count, name, name, name, name],
    )
  }

  /** Adds viewers to an account, with long names and addresses, in the order of their numbers from 1000 on. */
  addMembers(slug: string, count: number): void {
    const name = "'Massimiliano Bartolomeo ' || n || ' della Fondazione Quattrocchi'"
    const email = `'massimiliano.bartolomeo.quattrocchi.' || n || '@ambulatori.${slug}.example'`
    const numbers = `with recursive numbers(n) as (select 1000 union all select n + 1 from numbers where n < ${999 + count})`
    this.change(
      `insert into users (id, email, email_key, name, created_at)
       ${numbers} select ? || n, ${email}, ${email}, ${name}, 1 from numbers`,
      `${slug}-`,
    )
    this.change(
      `insert into memberships (id, account_id, user_id, role, created_at)
       ${numbers} select ? || n, (select id from accounts where slug = ?), ? || n, 'viewer', 1 from numbers`,
      ...[`${slug}-`, slug, `${slug}-`],
    )
  }

  /** Marks addresses as bouncing; nobody is mailed about it. */
  markBouncing(addresses: readonly string[], at = 1): void {
    for (const address of addresses)
      this.change(
        "insert into address_marks (address_key, address, status, marked_at, told_at) values (?, ?, '5.1.1', ?, 1)",
        ...[address, address, at],
      )
  }

  /** The demo's endpoints get nothing more: for tests about mail alone. */
  silenceEndpoints(): void {
    this.change('update endpoints set confirmed_at = null')
  }

  rows<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#store.prepare<unknown[], Row>(sql).all(...values)
  }

  keepSecret(secret: string): void {
    this.#secrets.add(secret)
  }

  /** Texts that must not appear in the log: the store's addresses, and this test's codes, links, keys and cookies. */
  secrets(): string[] {
    const addresses = this.rows<{ address: string }>(
      "select email as address from users union select address from account_addresses union select email from invitations union select recipient from outbox union select name from users where name like '% %'",
    )
    const known = addresses.map(({ address }) => address).filter((address) => !isErased(address))
    return [...this.#secrets, ...known].filter(Boolean)
  }

  /** Also closes the pages it opened, which would keep polling the next test's server. */
  async close(): Promise<void> {
    await Promise.all(this.#pages.map((page) => page.close()))
    this.#store.close()
  }
}
