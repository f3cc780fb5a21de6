import { and, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * Sends no more of what waits for an address as a contact of an account, where no worker has it: its notices and questions. A notice
 * of which nobody else was told goes on to the next step, as where the mail had failed (notices.md, Routing). Called once the
 * account has the address no more.
 */
export async function stopMail(
  tx: Writer,
  { accountId, addressKey }: { accountId: string; addressKey: string },
): Promise<void> {
  const at = now()
  const stopped = await tx
    .update(outbox)
    .set({ status: 'withheld', dueAt: null, leaseOwner: null, leaseUntil: null, settledAt: at })
    .where(
      and(
        // Every lane is named, so that the index of what is due serves.
        inArray(outbox.lane, [...mailLanes]),
        gt(outbox.dueAt, 0),
        eq(outbox.accountId, accountId),
        eq(sql`lower(${outbox.recipient})`, addressKey),
        or(isNotNull(outbox.purpose), eq(outbox.template, 'confirm-address')),
        or(isNull(outbox.leaseUntil), lte(outbox.leaseUntil, at)),
      ),
    )
    .returning()
  for (const mail of stopped) await fallBack(tx, mail, at)
}
