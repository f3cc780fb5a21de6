import { createServer } from 'node:net'
import { stop } from './run.ts'

/** The port in `PORT`, or 3000. Exits with a message if it is invalid or in use. */
export async function readFreePort(): Promise<number> {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) stop(`PORT is not a port: ${process.env.PORT}`)
  await assertFreePort(port, '127.0.0.1')
  return port
}

/** Stops with a sentence if no program can listen there. Port 0 is any free one. */
export async function assertFreePort(port: number, host: string): Promise<void> {
  const fault = await tryPort(port, host)
  if (fault === 'EADDRINUSE') {
    stop(
      `Port ${port} is in use. Stop the process that uses it, or choose another: PORT=${port + 1} npm run …`,
    )
  }
  if (fault === 'EADDRNOTAVAIL' || fault === 'ENOTFOUND') {
    stop(`${host} is not an address of this machine. HOST=0.0.0.0 listens on all addresses.`)
  }
  if (fault) stop(`Port ${port} of ${host} cannot be used (${fault}). Choose another: PORT=8080 npm run …`)
}

function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}
