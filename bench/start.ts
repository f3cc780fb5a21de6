import { setTimeout } from 'node:timers/promises'
import type { DemoStore } from '../e2e/demo-store.ts'
import { startServer } from '../e2e/server.ts'
import { readMemory } from './memory.ts'
import { percentile } from './pages.ts'
import type { Row } from './table.ts'

const starts = 5
const rest = 3_000

/** Measures how soon a server answers, and its idle memory. */
export async function measureStart(demo: DemoStore): Promise<Row[]> {
  const times: number[] = []
  let memory = 0
  for (let start = 0; start < starts; start++) {
    const began = performance.now()
    const started = await startServer(demo.copy())
    times.push(performance.now() - began)
    if (start === starts - 1) {
      await setTimeout(rest)
      memory = readMemory(started.pid)
    }
    await started.stop()
  }
  return [
    {
      what: 'Process start to first healthy answer, demo store',
      measured: `${(percentile(times, 0.5) / 1000).toFixed(2)} s`,
      goal: '2 s',
    },
    { what: 'Memory at rest', measured: `${memory.toFixed(0)} MB`, goal: '250 MB' },
  ]
}
