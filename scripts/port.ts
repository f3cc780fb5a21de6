import { createServer } from 'node:net'
import { stop } from './run.ts'

/** The port of `PORT`, or 3000. Stops with a sentence where it is not a port or is taken. */
export async function readFreePort(): Promise<number> {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) stop(`PORT is not a port: ${process.env.PORT}`)
  const fault = await tryPort(port)
  if (fault === 'EADDRINUSE') {
    stop(`Port ${port} is taken. End what listens there, or choose another: PORT=${port + 1} npm run …`)
  }
  if (fault) stop(`Port ${port} cannot be used (${fault}). Choose another: PORT=8080 npm run …`)
  return port
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)))
  })
}
