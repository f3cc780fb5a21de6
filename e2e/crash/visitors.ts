import { Agent, request } from 'node:http'

/** How a request ended: its status, or the code of its failure; `last`: the server said that it closes the
 * connection; `reused`: it had been asked on that connection before. */
export type Visit = { answer: number | string; last: boolean; reused: boolean }

/** Visitors who request pages without a pause, over kept or new connections, until the server stops listening. */
export class Visitors {
  readonly visits: Visit[] = []
  readonly #url: string
  readonly #going: Promise<void>[]

  /** `kept` reuse their connection, `fresh` open one for each request. */
  constructor(url: string, { kept, fresh }: { kept: number; fresh: number }) {
    this.#url = url
    const visitor = (keepAlive: boolean) => this.#visit(new Agent({ keepAlive, maxSockets: 1 }))
    this.#going = [
      ...Array.from({ length: kept }, () => visitor(true)),
      ...Array.from({ length: fresh }, () => visitor(false)),
    ]
  }

  /** Resolves once every visitor sees that the server has stopped. */
  async waitUntilGone(): Promise<void> {
    await Promise.all(this.#going)
  }

  async #visit(agent: Agent): Promise<void> {
    for (;;) {
      const visit = await this.#ask(agent)
      this.visits.push(visit)
      if (typeof visit.answer === 'string') break
    }
    agent.destroy()
  }

  #ask(agent: Agent): Promise<Visit> {
    return new Promise((done) => {
      const path = Math.random() < 0.1 ? '/sign-in' : '/api/health'
      const asked = request(`${this.#url}${path}`, { agent }, (answer) => {
        const last = answer.headers.connection === 'close'
        answer.resume()
        answer.once('end', () =>
          done({
            answer: answer.complete ? (answer.statusCode ?? 0) : 'cut',
            last,
            reused: asked.reusedSocket,
          }),
        )
        answer.once('error', () => done({ answer: 'cut', last, reused: asked.reusedSocket }))
      })
      asked.once('error', (error: NodeJS.ErrnoException) =>
        done({ answer: error.code ?? error.message, last: false, reused: asked.reusedSocket }),
      )
      asked.end()
    })
  }
}
