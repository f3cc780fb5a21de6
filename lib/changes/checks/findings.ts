import type { FieldId } from '#/db/words/accounts.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { type Holder, listPoints } from '#/lib/accounts/points/points.ts'

/**
 * Something to look at in a check. `bouncing`: mail to the address bounces; `failing`: messages to the endpoint fail; `unreached`: nobody answered the last drill,
 * which ended then; `unconfirmed`: nobody has shown that they read the address; each since `since`, if known. `away`: an
 * alert contact who has not signed in since then.
 */
export type Finding = {
  kind: 'bouncing' | 'unreached' | 'failing' | 'unconfirmed' | 'away'
  /** Empty for an address that is not a person's. */
  name: string
  /** Empty for a drill; the name of an endpoint. */
  address: string
  /** The fields that the address serves, in form order. */
  fields: FieldId[]
  since: number | null
}

/** Whether nobody can say that everything is right: mail does not arrive, or nobody answers it. An endpoint may recover by itself. */
export function needsCorrection(findings: readonly Pick<Finding, 'kind'>[]): boolean {
  return findings.some(({ kind }) => kind === 'bouncing' || kind === 'unreached')
}

/** The last drill of a live account, if nobody answered it. While it is paused or disabled, no drill can show that somebody answers. */
export function findUnansweredDrill({
  account: { state, drilledAt, reachedAfter },
}: Pick<LoadedAccount, 'account'>): Finding[] {
  if (drilledAt === null || reachedAfter !== null || state !== 'live') return []
  return [{ kind: 'unreached', name: '', address: '', fields: ['technical-emergency'], since: drilledAt }]
}

/**
 * Findings in the contact information: bouncing first, then unconfirmed, then people who are away. `statuses`: by address
 * key; `away`: members who have not signed in for long, with their last sign-in.
 */
export function listFindings(
  checked: Holder,
  statuses: ReadonlyMap<string, PointState>,
  away: ReadonlyMap<string, number>,
): Finding[] {
  const found: Finding[] = []
  for (const { key, kind, shown: address, label, member, serves } of listPoints(checked, 'used')) {
    const fields = serves.filter((purpose) => purpose !== 'owners')
    if (fields.length === 0) continue
    const alerted = fields.includes('alerts') ? member : null
    const one = { name: alerted?.name ?? '', address, fields }
    const status = statuses.get(key)
    if (kind !== 'mail') {
      // An endpoint is confirmed by a code, which its page asks for.
      if (status?.status === 'bouncing')
        found.push({ kind: 'failing', ...one, name: label, since: status.since })
      continue
    }
    if (status?.status === 'bouncing' || status?.status === 'unconfirmed')
      found.push({ kind: status.status, ...one, since: status.since })
    const since = away.get(alerted?.userId ?? '')
    if (since !== undefined) found.push({ kind: 'away', ...one, fields: ['alerts'], since })
  }
  return sortFindings(found)
}

const rank = { bouncing: 0, unreached: 1, failing: 2, unconfirmed: 3, away: 4 }

/** The most urgent first. */
export function sortFindings(found: Finding[]): Finding[] {
  return found.sort((one, other) => rank[one.kind] - rank[other.kind])
}
