import type { BrowserContext, Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { encode } from 'next-auth/jwt'
import type { KeyScope } from '#/db/words/people.ts'
import { newSourceKey } from '#/lib/identity/keys/policy.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import { codeIn, type Mail, readMailbox, waitForMail } from './mailbox.ts'
import { authSecret, type Server, storeFile } from './server.ts'

/** Test servers use http (lib/identity/sessions/cookie.ts). */
export const sessionCookieName = 'recapito.session'

type GivenSource = { scopes?: KeyScope[]; name?: string; defaultCategory?: string }

/** A test's server: its pages, its mail and its store. */
export class Site {
  readonly url: string
  readonly server: Server
  /** The folder of its store. */
  readonly folder: string
  #store: Sqlite.Database
  #read: Set<string>
  #before: ReadonlySet<string>
  #secrets = new Set<string>()

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

  /** All mail so far, newest first. */
  async mail(): Promise<Mail[]> {
    const mails = await readMailbox(this.url)
    return mails.filter(({ id }) => !this.#before.has(id))
  }

  /** Waits for the newest mail to `address` that no earlier call returned. */
  async mailTo(address: string): Promise<Mail> {
    const mail = await waitForMail(this.url, address, this.#read)
    this.#read.add(mail.id)
    for (const [, ...parts] of mail.text.matchAll(/\b(\d{4})[ -]?(\d{4})\b|([\w-]{43})/g)) {
      this.keepSecret(parts.join(''))
    }
    return mail
  }

  /** Signs in with the address and the mailed code; works without JavaScript too. */
  async signIn(page: Page, email: string): Promise<void> {
    await page.goto(`${this.url}/sign-in`)
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=email]').press('Enter')
    await page.locator('input[name=code]').waitFor()
    await page.locator('input[name=code]').fill(codeIn(await this.mailTo(email)))
    await page.locator('input[name=code]').press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  }

  /** Gives the browser a session of `email` without the form, for tests of other things. */
  async enter(context: BrowserContext, email: string): Promise<void> {
    const value = await this.sessionCookie(email)
    await context.addCookies([
      { name: sessionCookieName, value, url: this.url, httpOnly: true, sameSite: 'Lax' },
    ])
  }

  /** The session cookie of a new session of `email`. */
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

  /** The key of a new event source with these scopes. */
  makeKey(...scopes: KeyScope[]): string {
    return this.addSource({ scopes })
  }

  addSource({ scopes = ['events:write'], name = 'monitoring', defaultCategory }: GivenSource): string {
    const key = newSourceKey()
    this.keepSecret(key)
    this.change(
      "insert into event_sources (id, name, key_hash, hint, scopes, default_category, account_label, created_at) values (?, ?, ?, ?, ?, ?, 'account', ?)",
      ...[newId(), name, hashSecret(key), key.slice(-4), JSON.stringify(scopes), defaultCategory ?? null],
      Date.now(),
    )
    return key
  }

  /** Changes the store directly, to let time pass: `update challenges set expires_at = 1`. */
  change(sql: string, ...values: unknown[]): number {
    return this.#store.prepare(sql).run(...values).changes
  }

  rows<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#store.prepare<unknown[], Row>(sql).all(...values)
  }

  /** Adds a text that must not appear in the server's log. */
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

  close(): void {
    this.#store.close()
  }
}
