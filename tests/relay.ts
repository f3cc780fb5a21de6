import { onTestFinished } from 'vitest'
import { openRelay, type RelayManners, type TestRelay } from './relay-server.ts'

/** A mail server on loopback with the manners it is told, for the running test. `received` has all that came up to the dot. */
export async function startRelay(manners: RelayManners = {}): Promise<TestRelay> {
  const relay = await openRelay(manners)
  onTestFinished(() => relay.close())
  return relay
}
