import { fork } from 'node:child_process'
import { join } from 'node:path'

/** What a request holds: `size` events. */
export type Shape = { name: string; path: string; size: 1 | 100 }

export const shapes: Shape[] = [
  { name: 'one event a request', path: '/api/v1/events', size: 1 },
  { name: '100 events a request', path: '/api/v1/events/alertmanager', size: 100 },
]

/**
 * Clients that send to servers, divided among them, for `milliseconds` after a warm-up: as fast as they are answered, or
 * `perSecond` requests. Single events go to `accounts` in turn.
 */
export type Load = {
  urls: string[]
  key: string
  shape: Shape
  clients: number
  accounts: number
  warmUp: number
  milliseconds: number
  perSecond?: number
}

/** Events a second and in all that were accepted, requests refused with 503, and the milliseconds of all requests. */
export type Sent = { perSecond: number; accepted: number; refused: number; times: number[] }
export type ClientMessage = { isWarm: true } | Sent

/** Runs the clients in a process of their own; `onWarm` is called when the time that counts begins. */
export function runLoad(load: Load, onWarm: () => void): Promise<Sent> {
  const child = fork(join(import.meta.dirname, 'client.ts'), [JSON.stringify(load)])
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The clients ended with ${code}.`)))
    child.on('message', (message: ClientMessage) => {
      if ('isWarm' in message) onWarm()
      else resolve(message)
    })
  })
}
