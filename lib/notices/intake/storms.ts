import type { Reader } from '#/db/store/store.ts'
import { listTriedOfDigests } from '#/lib/notices/delivery/deliveries.ts'
import { listGathering, type NewDigest, newDigest } from '#/lib/notices/delivery/digests.ts'
import { advance, type NewDelivery } from '#/lib/notices/delivery/mailing.ts'
import { noticeDigest } from '#/lib/notices/delivery/notice-digest.ts'
import { digestKey, type Group, groupOf, rateKey } from '#/lib/notices/notice/keys.ts'
import type { Reach } from '#/lib/notices/routing/reach.ts'
import { addToRate, isGathered, joinsStorms, textCount } from './joining.ts'
import { type NewRows, type OpenRow, readRates } from './open-notices.ts'

/** A gathering digest: its first step, when it is mailed, and the zone for its account's business days. */
type Gathering = Pick<NewDigest, 'id' | 'step' | 'zone' | 'dueAt'>
type Written = Pick<NewRows, 'digests' | 'digestNotices' | 'deliveries' | 'rates'>
/** `texted`: whom each digest of text messages tells. */
type Known = {
  at: number
  rows: Written
  rates: Written['rates']
  gathering: Map<string, Gathering>
  texted: Map<string, Set<string>>
}

/** Gathers mail into digests during storms (notices.md, Storms). Puts its decisions into `rows`. */
export class Storms {
  readonly #known: Known

  private constructor(known: Known) {
    this.#known = known
  }

  static async read(tx: Reader, groups: readonly Group[], at: number, rows: Written): Promise<Storms> {
    const rates = await readRates(tx, [...new Set(groups.map(rateKey))])
    const keys = groups.flatMap((group) => [digestKey('notices', group), textsKey(group)])
    const gathering = await listGathering(tx, [...new Set(keys)], at)
    const ofTexts = [...gathering.values()].filter(({ kind }) => kind === 'escalation')
    const told = await listTriedOfDigests(
      tx,
      ofTexts.map(({ id }) => id),
    )
    const texted = Map.groupBy(told, ({ digestId }) => digestId ?? '')
    const recipientsOf = ([id, some]: [string, typeof told]) =>
      [id, new Set(some.map(({ recipient }) => recipient))] as const
    return new Storms({ at, rows, rates, gathering, texted: new Map([...texted].map(recipientsOf)) })
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

  /**
   * The messages of a notice that is mailed singly, without the text messages that join a digest of their own: each notice goes on
   * from its own step, as after an escalation.
   */
  gatherTexts(row: OpenRow, deliveries: readonly NewDelivery[]): NewDelivery[] {
    const group = groupOf(row)
    const { rates, at, rows, gathering, texted } = this.#known
    const texts = deliveries.filter(({ host, part }) => host === 'gateway' && part === 'notice')
    const isMuch = group && isGathered(rates.get(rateKey(group)) ?? [], row, at, textCount)
    if (!isMuch || texts.length === 0) return [...deliveries]
    const key = textsKey(group)
    let digest = gathering.get(key)
    if (!digest) {
      const opened = newDigest({ key, kind: 'escalation', ...group }, at)
      rows.digests.push(opened)
      gathering.set(key, opened)
      digest = opened
    }
    const { id: digestId, dueAt } = digest
    rows.digestNotices.push({ digestId, noticeId: row.id })
    const known = texted.get(digestId) ?? new Set()
    const fresh = texts.filter(({ recipient }) => !known.has(recipient))
    texted.set(digestId, new Set([...known, ...fresh.map(({ recipient }) => recipient)]))
    const about = { noticeId: null, digestId, template: noticeDigest.name, dueAt }
    return [
      ...deliveries.filter((one) => !texts.includes(one)),
      ...fresh.map((one) => ({ ...one, ...about })),
    ]
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

const textsKey = (group: Group) => digestKey('escalation', group)
