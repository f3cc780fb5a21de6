import { makeDemoStore } from './demo-store.ts'

/** Creates the demo store that all workers copy (fixtures.ts); returns a function that removes it. */
export default async function setup(): Promise<() => void> {
  const store = await makeDemoStore()
  process.env.DEMO_STORE = store.folder
  return store.remove
}
