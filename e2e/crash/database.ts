import { setTimeout } from 'node:timers/promises'
import { onDatabase, type PostgresServer, startPostgres } from '#/tests/postgres-server.ts'
import { addTo, type CrashPart } from './part.ts'
import { Rig } from './rig.ts'

/** Milliseconds. */
const maxLoad = 600
const recovery = 20_000

/** Stops PostgreSQL under a working server and restarts it, alternating a crash and an orderly stop. */
export const databaseRestarts: CrashPart = async (times, said) => {
  const postgres = await startPostgres({ durable: true })
  try {
    await createDatabase(postgres, 'crash')
    return await restartUnderLoad(postgres, times, said)
  } finally {
    await postgres.stop()
  }
}

export async function createDatabase(postgres: PostgresServer, name: string): Promise<void> {
  await onDatabase(postgres.url('postgres'), (client) => client.query(`create database ${name}`))
}

async function restartUnderLoad(postgres: PostgresServer, ...[times, said]: Parameters<CrashPart>) {
  return Rig.use({ accounts: 200, database: postgres.url('crash') }, async (rig) => {
    const stuck: string[] = []
    const counts = { immediate: 0, fast: 0 }
    let isOver = false
    const server = await rig.serve()
    server.exited.then((code) => {
      if (!isOver) stuck.push(`the server ended with ${code}`)
    })
    const senders = rig.sendTo(server)
    senders.start()
    for (let round = 0; round < times; round++) {
      const how = round % 2 === 0 ? 'immediate' : 'fast'
      await setTimeout(Math.random() * maxLoad)
      await postgres.restart(how)
      counts[how]++
      if (!(await senders.waitUntilAnswered(recovery, '202')))
        stuck.push(`round ${round}: no event was taken again`)
      said?.(`${round + 1} of ${times} restarts`)
    }
    await senders.waitUntilAccepted(12)
    await senders.stop()
    const report = await rig.conclude(senders)
    isOver = true
    return addTo(
      report,
      {
        'PostgreSQL crashed under load (immediate), and started': counts.immediate,
        'PostgreSQL stopped under load (fast), and started': counts.fast,
        'events refused with 503 and when to come again': senders.answered('503'),
      },
      {
        'times it did not recover by itself': stuck,
        'refusals without words, or other than 503': senders.badRefusals(),
      },
    )
  })
}
