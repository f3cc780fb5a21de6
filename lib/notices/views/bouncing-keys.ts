import type { Reader } from '#/db/store/store.ts'
import type { WouldReach } from '#/db/words/notices.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'

/** The bouncing addresses on a notice's page, by key. */
export async function listBouncingKeys(
  read: Reader,
  view: { notice: { wouldReach: WouldReach | null }; deliveries: readonly { recipient: string }[] },
): Promise<Set<string>> {
  const wouldBeTold = (view.notice.wouldReach ?? []).flatMap(({ addresses }) => addresses)
  const told = view.deliveries.map(({ recipient }) => recipient)
  return listMarkedKeys(read, [...told, ...wouldBeTold])
}
