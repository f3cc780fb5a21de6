import { setTimeout } from 'node:timers/promises'

export type Mail = {
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

/** Milliseconds; a busy machine needs many. */
const arrivalLimit = 60_000

/** All mail of a server, newest first, or that to one address. */
export async function readMailbox(url: string, to?: string): Promise<Mail[]> {
  const answer = await fetch(`${url}/dev/mailbox.json${to ? `?to=${encodeURIComponent(to)}` : ''}`)
  if (!answer.ok) throw new Error(`/dev/mailbox.json answered ${answer.status}`)
  return answer.json()
}

/** Waits for the newest mail to `address` that is not in `known`. */
export async function waitForMail(url: string, address: string, known: Set<string>): Promise<Mail> {
  for (const limit = Date.now() + arrivalLimit; Date.now() < limit; await setTimeout(25)) {
    const mails = await readMailbox(url, address)
    const found = mails.find((mail) => !known.has(mail.id))
    if (found) return found
  }
  throw new Error(`No mail to ${address} arrived within ${arrivalLimit} ms.`)
}

export function codeIn(mail: Mail): string {
  const code = /\b(\d{4})[ -]?(\d{4})\b/.exec(mail.text)
  if (!code) throw new Error(`The mail "${mail.subject}" has no code:\n${mail.text}`)
  return `${code[1]}${code[2]}`
}

/** The first link in a mail with a path that starts with `path`. */
export function linkIn(mail: Mail, path = '/'): string {
  const links = mail.text.match(/https?:\/\/[^\s<>"')]+/g) ?? []
  const found = links.find((link) => new URL(link).pathname.startsWith(path))
  if (!found) throw new Error(`The mail "${mail.subject}" has no link to ${path}:\n${mail.text}`)
  return found
}
