import { encode } from 'next-auth/jwt'
import { onDatabase } from '#/tests/postgres-server.ts'
import { memberOf, slugOf } from '../crash/store.ts'
import { findForm, hiddenFields } from '../form-post.ts'
import { authSecret } from '../server.ts'
import { sessionCookieName } from '../site.ts'

/** Milliseconds until a person retries. */
const pause = 300

/** People at work in the portal, each with a session: they open pages, and send failed forms once more. */
export class Partners {
  readonly counts = { pages: 0, forms: 0, retriedPages: 0, retriedForms: 0 }
  /** How often people try a request in all. */
  tries = 2
  readonly failed: string[] = []
  /** The last name that each person saved successfully. */
  readonly names = new Map<string, { saved: string; tried: string }>()
  readonly #url: string
  #isOver = false
  #going: Promise<void>[] = []

  constructor(url: string) {
    this.#url = url
  }

  async start(databaseUrl: string, count: number): Promise<void> {
    await onDatabase(databaseUrl, async (client) => {
      for (let number = 0; number < count; number++) {
        const { rows } = await client.query('select id from users where email_key = $1', [memberOf(number)])
        const id = crypto.randomUUID()
        await client.query(
          "insert into sessions (id, user_id, method, user_agent, created_at, last_used_at) values ($1, $2, 'code', '', $3, $3)",
          [id, rows[0].id, Date.now()],
        )
        const token = await encode({ token: { sid: id }, secret: authSecret, maxAge: 86_400 })
        this.#going.push(this.#work(number, `${sessionCookieName}=${token}`))
      }
    })
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#going)
  }

  async #work(number: number, cookie: string): Promise<void> {
    for (let turn = 0; !this.#isOver; turn++) {
      const overview = await this.#retry('retriedPages', () =>
        this.#open(`/accounts/${slugOf(number)}`, cookie),
      )
      const settings = await this.#retry('retriedPages', () => this.#open('/settings', cookie))
      if (overview !== null) this.counts.pages++
      if (settings === null) continue
      this.counts.pages++
      const name = `Person ${number} ${turn}`
      const before = this.names.get(memberOf(number))?.saved ?? ''
      this.names.set(memberOf(number), { saved: before, tried: name })
      const saved = await this.#retry('retriedForms', () => this.#save(settings, cookie, name))
      if (saved === null) continue
      this.counts.forms++
      this.names.set(memberOf(number), { saved: name, tried: name })
    }
  }

  async #retry(retried: 'retriedPages' | 'retriedForms', act: () => Promise<string>): Promise<string | null> {
    for (let tried = 1; ; tried++) {
      try {
        return await act()
      } catch (error) {
        if (tried >= this.tries) {
          this.failed.push(String(error))
          return null
        }
        if (tried === 1) this.counts[retried]++
        await new Promise((done) => setTimeout(done, pause))
      }
    }
  }

  async #open(path: string, cookie: string): Promise<string> {
    const answer = await fetch(`${this.#url}${path}`, { headers: { cookie }, redirect: 'manual' })
    const html = await answer.text()
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status} ${answer.headers.get('location')}`)
    if (!html.includes('</html>')) throw new Error(`${path} was cut off`)
    return html
  }

  /** Sends the form as a browser without JavaScript: a server action accepts only the public host. */
  async #save(page: string, cookie: string, name: string): Promise<string> {
    const body = new FormData()
    for (const [field, value] of Object.entries(hiddenFields(findForm(page, 'timeZone'))))
      body.set(field, value)
    const typed = { name, locale: 'en', timeZone: 'Europe/Rome', theme: 'system' }
    for (const [field, value] of Object.entries(typed)) body.set(field, value)
    const headers = { cookie, origin: this.#url }
    const answer = await fetch(`${this.#url}/settings`, { method: 'POST', headers, body, redirect: 'manual' })
    const said = await answer.text()
    if (answer.status !== 303)
      throw new Error(`the form was answered ${answer.status}: ${said.slice(0, 200)}`)
    return name
  }
}
