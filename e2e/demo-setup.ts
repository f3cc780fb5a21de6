import { makeDemoStore } from './demo-store.ts'

/** Makes the demo store that the tests of every worker copy (fixtures.ts); answers what removes it. */
export default async function setup(): Promise<() => void> {
  const store = await makeDemoStore()
  process.env.DEMO_STORE = store.folder
  return store.remove
}
