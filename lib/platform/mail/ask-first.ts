import { createHash } from 'node:crypto'
import { outbox } from '#/db/schema/mail.ts'
import { watchInserts } from '#/db/store/insert-many.ts'
import type { Store } from '#/db/store/store.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** A mail that a command would send. `timeZone`: its recipient's (IANA); null if unknown. */
export type PlannedMail = {
  to: string
  template: string
  accountId: string | null
  timeZone: string | null
}

/**
 * A command would mail people whom its sender has not confirmed. `named`: what the form sends to confirm them. `isChanged`:
 * the sender confirmed others.
 */
export class AskFirst extends Error {
  readonly mails: readonly PlannedMail[]
  readonly named: string
  readonly isChanged: boolean

  constructor(mails: readonly PlannedMail[], named: string, isChanged: boolean) {
    super('ask-first')
    this.mails = mails
    this.named = named
    this.isChanged = isChanged
  }
}

/**
 * The store for a command that mails people by one press (product.md, One click mails nobody unasked). A transaction that
 * queues mail is committed only if its sender has confirmed exactly these recipients; otherwise it writes nothing and
 * throws `AskFirst`. So the command itself finds the recipients, under the right that it demands, each time. `confirmed`:
 * the form's `named`, empty at the first press. Mail that only tells staff that a notice reached nobody needs no question.
 */
export function askingFirst(store: Store, confirmed: string): Store {
  return {
    ...store,
    transact: (work, options) =>
      store.transact(async (tx) => {
        const rows = watchInserts(outbox)
        const result = await work(tx)
        const mails = rows
          .filter(({ status, part }) => status !== 'withheld' && part !== 'staff')
          .map(toPlanned)
        if (mails.length === 0) return result
        const named = nameRecipients(mails)
        if (named !== confirmed) throw new AskFirst(mails, named, confirmed !== '')
        return result
      }, options),
  }
}

function toPlanned({ recipient, template, accountId, data }: typeof outbox.$inferInsert): PlannedMail {
  const { timeZone } = data
  return {
    to: recipient,
    template,
    accountId: accountId ?? null,
    timeZone: typeof timeZone === 'string' ? timeZone : null,
  }
}

/** A short text that is the same for the same mails to the same people. */
function nameRecipients(mails: readonly PlannedMail[]): string {
  const all = new Set(mails.map(({ to, template }) => `${template} ${addressKey(to)}`))
  return createHash('sha256')
    .update([...all].sort().join('\n'))
    .digest('base64url')
}
