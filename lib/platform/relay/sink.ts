import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { newId } from '#/lib/platform/values/ids.ts'
import { keepMail } from './mailbox.ts'

type Sink = { url: string; close(): Promise<void> }

/** The mail servers of `SMTP_URL`; none if the sink takes the mail: outside production, none leaves the machine. */
export function listRelays(smtpUrl: string, isProduction: boolean): string[] {
  const relays = smtpUrl === 'sink' ? [] : smtpUrl.split(/\s+/).filter(Boolean)
  return isProduction || relays.every(isHere) ? relays : []
}

function isHere(relay: string): boolean {
  const { hostname } = new URL(relay)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/**
 * A mail server on loopback, inside this process, that keeps its mail for `/dev/mailbox`: outside production, mail goes
 * the whole way and reaches nobody.
 */
export async function startSink(): Promise<Sink> {
  const server = new SMTPServer({
    name: 'recapito-sink',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      keep(stream, session).then(() => done(), done)
    },
  })
  // Ignores a client that leaves in the middle of a mail.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function keep(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const mail = await simpleParser(stream, { skipTextToHtml: true, skipImageLinks: true })
  keepMail({
    id: newId(),
    to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    files: mail.attachments.map(({ filename = '', content }) => ({
      name: filename,
      content: content.toString(),
    })),
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, headerValue(line)])),
    at: new Date().toISOString(),
  })
}

/** The value of a header, unfolded. */
function headerValue(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n\s*/g, ' ')
    .trim()
}
