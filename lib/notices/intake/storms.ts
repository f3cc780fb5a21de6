import type { Reader } from '#/db/store/store.ts'
import { listGathering, type NewDigest, newDigest } from '#/lib/notices/delivery/digests.ts'
import { advance } from '#/lib/notices/delivery/mailing.ts'
import { digestKey, type Group, groupOf, rateKey } from '#/lib/notices/notice/keys.ts'
import type { Reach } from '#/lib/notices/routing/reach.ts'
import { addToRate, isGathered, joinsStorms } from './joining.ts'
import { type NewRows, type OpenRow, readRates } from './open-notices.ts'

/** A gathering digest: its first step, when it is mailed, and the zone for its account's business days. */
type Gathering = Pick<NewDigest, 'id' | 'step' | 'zone' | 'dueAt'>
type Written = Pick<NewRows, 'digests' | 'digestNotices' | 'deliveries' | 'rates'>
type Known = { at: number; rows: Written; rates: Written['rates']; gathering: Map<string, Gathering> }

/** Gathers mail into digests during storms (notices.md, Storms). Puts its decisions into `rows`. */
export class Storms {
  readonly #known: Known

  private constructor(known: Known) {
    this.#known = known
  }

  static async read(tx: Reader, groups: readonly Group[], at: number, rows: Written): Promise<Storms> {
    const rates = await readRates(tx, [...new Set(groups.map(rateKey))])
    const keys = groups.map((group) => digestKey('notices', group))
    const gathering = await listGathering(tx, [...new Set(keys)], at)
    return new Storms({ at, rows, rates, gathering })
  }

  /**
   * Whether all mail of the group joins an existing digest, so that no address is needed. Never for emergencies,
   * because some of them are always mailed individually.
   */
  isGathering(group: Group): boolean {
    const isKnown = this.#known.gathering.has(digestKey('notices', group))
    return (
      isKnown && group.category !== 'emergency' && this.#isStorm(group, { kind: 'event', origin: 'source' })
    )
  }

  countMailed(row: OpenRow): void {
    const group = groupOf(row)
    if (!group || !joinsStorms(row)) return
    const { rates, rows, at } = this.#known
    const key = rateKey(group)
    const mailed = addToRate(rates.get(key) ?? [], at)
    rates.set(key, mailed)
    rows.rates.set(key, mailed)
  }

  /** The digest that the mail joined; null without a storm or without a reachable recipient. */
  gather(row: OpenRow, reach: Reach): Gathering | null {
    const group = groupOf(row)
    if (!group || !this.#isStorm(group, row)) return null
    const { gathering, rows } = this.#known
    const digest = gathering.get(digestKey('notices', group)) ?? this.#open(group, row, reach)
    if (!digest) return null
    this.countMailed(row)
    rows.digestNotices.push({ digestId: digest.id, noticeId: row.id })
    return digest
  }

  #isStorm(group: Group, { kind, origin }: Pick<OpenRow, 'kind' | 'origin'>): boolean {
    const { rates, at } = this.#known
    return isGathered(rates.get(rateKey(group)) ?? [], { category: group.category, kind, origin }, at)
  }

  #open(group: Group, { kind, origin }: OpenRow, reach: Reach): Gathering | null {
    const { at, rows, gathering } = this.#known
    const digest = newDigest({ key: digestKey('notices', group), kind: 'notices', ...group }, at)
    const mailing = { ...group, kind, origin, about: { digestId: digest.id }, step: null }
    const next = advance(mailing, 'first', { reach, at, dueAt: digest.dueAt })
    if (next.kind !== 'mail') return null
    const opened = { ...digest, step: next.step, zone: next.zone }
    rows.digests.push(opened)
    rows.deliveries.push(...next.deliveries)
    gathering.set(digest.key, opened)
    return opened
  }
}
