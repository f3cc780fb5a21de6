import { env } from '#/env.ts'

export type Engine = 'sqlite' | 'postgres'

/** SQLite unless `DATABASE_URL` names a PostgreSQL server. */
export const engine: Engine = env.DATABASE_URL?.startsWith('postgres') ? 'postgres' : 'sqlite'
