import Sqlite from 'better-sqlite3'

/** Makes each migration of an older store's file take as long as counting `rows` cubed. */
export function slowMigrations(file: string, rows: number): void {
  const store = new Sqlite(file)
  store.exec('create table slow (n integer)')
  const insert = store.prepare('insert into slow values (?)')
  store.transaction(() => {
    for (let n = 0; n < rows; n++) insert.run(n)
  })()
  store.exec(
    'create trigger slow_migrations after insert on __drizzle_migrations begin select count(*) from slow a, slow b, slow c; end',
  )
  store.close()
}
