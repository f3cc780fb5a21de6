import type pg from 'pg'

/** The tables that exclusive work writes after it has read what others write too. */
const written = ['notices', 'outbox', 'digests', 'notice_rates']

/**
 * Now and then delays a statement by 10 ms before it writes, so that others often come between what a transaction has
 * read and what it does with it. On a fast database two rarely meet there.
 */
export async function delayWrites(client: pg.Client): Promise<void> {
  await client.query(`
    create function dawdle() returns trigger language plpgsql as $$
      begin
        if random() < 0.25 then perform pg_sleep(0.01); end if;
        return null;
      end $$;`)
  for (const name of written) {
    await client.query(`
      create trigger dawdle before insert or update on ${name} for each statement execute function dawdle()`)
  }
}
