import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { type MigrationOrder, type MigrationWord, migrateExplained } from './sqlite-migrate.ts'

const { file, folder } = workerData as MigrationOrder
const tell = (word: MigrationWord) => parentPort?.postMessage(word)

const connection = new Sqlite(file)
try {
  connection.pragma('synchronous = FULL')
  migrateExplained(connection, folder, (step) => tell({ step }))
  connection.close()
  tell({ ended: 'well' })
} catch (error) {
  connection.close()
  tell({ failed: error instanceof Error ? error.message : String(error) })
}
