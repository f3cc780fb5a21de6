import type pg from 'pg'

/** The tables whose rows the run follows. */
const followed = [
  'events',
  'notices',
  'outbox',
  'digests',
  'digest_notices',
  'address_marks',
  'accounts',
  'audit_entries',
] as const
export type Followed = (typeof followed)[number]

/** A row as the database has it, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

export type Change = { table: Followed; was: Row | null; is: Row | null }

/**
 * What one transaction changed, in its own order, and when it began and ended (milliseconds of the database's clock).
 * `isUnseen`: whether it could not see this other one.
 */
export type Transaction = {
  xid: bigint
  began: number
  ended: number
  changes: Change[]
  isUnseen(xid: bigint): boolean
}

/**
 * Makes the database keep a journal of every change. Deferred triggers write it at the commit, when the transaction holds
 * all its locks and has waited for everybody else's: of two transactions that conflict, the second writes after the
 * first is over. So the journal has the order of commits, whatever the clocks say.
 */
export async function keepJournal(client: pg.Client): Promise<void> {
  await client.query(`
    create table journal (
      place bigserial primary key,
      xid text not null default pg_current_xact_id()::text,
      seen text not null default pg_current_snapshot()::text,
      began timestamptz not null default transaction_timestamp(),
      ended timestamptz not null default clock_timestamp(),
      changed text not null, was jsonb, becomes jsonb);
    create function keep_journal() returns trigger language plpgsql as $$
      begin
        insert into journal (changed, was, becomes) values (tg_table_name,
          case when tg_op <> 'INSERT' then to_jsonb(old) end,
          case when tg_op <> 'DELETE' then to_jsonb(new) end);
        return null;
      end $$;`)
  for (const name of followed) {
    await client.query(`
      create constraint trigger journal after insert or update or delete on ${name}
      deferrable initially deferred for each row execute function keep_journal()`)
  }
}

export async function readJournal(client: pg.Client): Promise<Transaction[]> {
  const { rows } = await client.query('select * from journal order by place')
  const all = new Map<string, Transaction>()
  for (const { xid, seen, began, ended, changed: table, was, becomes: is } of rows) {
    const times = { began: began.getTime(), ended: ended.getTime() }
    const one: Transaction = all.get(xid) ?? {
      xid: BigInt(xid),
      ...times,
      changes: [],
      isUnseen: isInvisibleTo(seen),
    }
    one.changes.push({ table, was, is })
    all.set(xid, one)
  }
  return [...all.values()]
}

/** Reads a snapshot: `xmin:xmax:xip,…`. */
function isInvisibleTo(snapshot: string): (xid: bigint) => boolean {
  const [, end = '0', running = ''] = snapshot.split(':')
  const xmax = BigInt(end)
  const inProgress = new Set(running.split(',').filter(Boolean).map(BigInt))
  return (xid) => xid >= xmax || inProgress.has(xid)
}
