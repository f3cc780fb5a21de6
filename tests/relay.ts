import { onTestFinished } from 'vitest'
import { openRelay, type RelayManners, type TestRelay } from './relay-server.ts'

/** A mail server for the running test, with these manners. `received` has every mail that reached the final dot. */
export async function startRelay(manners: RelayManners = {}): Promise<TestRelay> {
  const relay = await openRelay(manners)
  onTestFinished(() => relay.close())
  return relay
}
