import { engine } from '#/db/engine.ts'
import * as postgres from './postgres.ts'
import * as sqlite from './sqlite.ts'

/**
 * The column words of the engine in use, typed as the SQLite ones: both have one meaning, and code awaits every query,
 * so one set of types serves both (decision 001).
 */
const words = engine === 'postgres' ? (postgres as unknown as typeof sqlite) : sqlite
export const { table, id, key, text, instant, count, flag, json, index, uniqueIndex } = words
