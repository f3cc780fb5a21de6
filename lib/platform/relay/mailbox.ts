/** A mail that the sink caught, as `/dev/mailbox.json` shows it. `to` is the envelope's, `at` is RFC 3339. */
export type CaughtMail = {
  id: string
  to: string
  from: string
  subject: string
  text: string
  html: string
  files: { name: string; content: string }[]
  headers: Record<string, string>
  at: string
}

const maxMails = 500

/** The sink and the pages are separate module graphs; they share the mailbox through `globalThis`. */
const shared = globalThis as typeof globalThis & { recapitoMailbox?: CaughtMail[] }

export function keepMail(mail: CaughtMail): void {
  shared.recapitoMailbox = [mail, ...(shared.recapitoMailbox ?? [])].slice(0, maxMails)
}

/** The newest 500 mails, newest first; with `to`, those to one address. */
export function listCaughtMail(to?: string | null): CaughtMail[] {
  const wanted = to?.trim().toLowerCase()
  const mails = shared.recapitoMailbox ?? []
  return wanted ? mails.filter((mail) => mail.to.toLowerCase() === wanted) : [...mails]
}

export function findCaughtMail(id: string): CaughtMail | undefined {
  return shared.recapitoMailbox?.find((mail) => mail.id === id)
}
