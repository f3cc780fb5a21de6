import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { readCertificate } from './certificates.ts'

/** The name of the servers below, which their certificate knows. */
export const endpointName = 'hook.endpoint.example'
export const endpointAuthority = readCertificate('outside')

type Running = { port: number; connections: number; open: Set<Socket>; requests: string[] }

/** An https server on loopback for the running test. It records the path of each request. */
export function serveEndpoint(answer: RequestListener): Promise<Running & { url: string }> {
  const requests: string[] = []
  const server = createServer({ key: readCertificate('key'), cert: endpointAuthority })
  server.on('request', (request, response) => {
    requests.push(request.url ?? '')
    answer(request, response)
  })
  return listen(server, requests).then((running) =>
    Object.assign(running, { url: `https://${endpointName}:${running.port}/` }),
  )
}

/** A server on loopback for the running test that leaves all to `onConnection`. */
export function serveTcp(onConnection: (socket: Socket) => void): Promise<Running> {
  return listen(createTcpServer(onConnection), [])
}

function listen(server: Server, requests: string[]): Promise<Running> {
  const running: Running = { port: 0, connections: 0, open: new Set(), requests }
  server.on('connection', (socket) => {
    running.connections++
    running.open.add(socket)
    socket.on('error', () => {}).on('close', () => running.open.delete(socket))
  })
  onTestFinished(() => {
    for (const socket of running.open) socket.destroy()
    server.close()
  })
  return new Promise((ready) =>
    server.listen(0, '127.0.0.1', () => {
      running.port = (server.address() as AddressInfo).port
      ready(running)
    }),
  )
}
