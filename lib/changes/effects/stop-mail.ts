import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { notifyingParts } from '#/lib/notices/delivery/deliveries.ts'
import { cancelledColumns, isWaiting } from '#/lib/platform/outbox/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * Withholds the mail that waits for an address as an account's contact: notices and questions, unless a worker is
 * sending them; of an endpoint all messages. A notice that reached nobody else goes to the next step, as after a failed mail (notices.md,
 * Routing), by a job (lib/notices/endpoints/watch.ts), as thousands may wait. Call it once the account no longer has the address.
 */
export async function stopMail(
  tx: Writer,
  { accountId, addressKey }: { accountId: string; addressKey: string },
): Promise<void> {
  const at = now()
  const handOnAt = sql`case when ${inArray(outbox.part, [...notifyingParts])} then cast(${at} as bigint) end`
  await tx
    .update(outbox)
    .set({ status: 'withheld', ...cancelledColumns(at), handOnAt })
    .where(
      and(
        isWaiting,
        eq(outbox.accountId, accountId),
        eq(sql`lower(${outbox.recipient})`, addressKey),
        endpointIdOf(addressKey) === null
          ? or(isNotNull(outbox.purpose), eq(outbox.template, 'confirm-address'))
          : undefined,
        or(isNull(outbox.leaseUntil), lte(outbox.leaseUntil, at)),
      ),
    )
}
