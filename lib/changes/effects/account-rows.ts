import { and, eq } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { ContactFormValues, ContactInformation } from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import type { Account, LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { replaceMember } from '#/lib/contacts/fields/policy.ts'
import { noteChanged } from '#/lib/contacts/form/sections.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { withoutAddress, withoutTypedAddress } from '#/lib/contacts/form/withdraw-address.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** What a revision stores about its cause. */
type Reason = Pick<typeof contactRevisions.$inferInsert, 'cause' | 'leaverId' | 'refusedAddress'>

/** Writes the rows of one account. Only `changeAccount` creates it, so that every write has its effects. */
export class AccountRows {
  readonly #tx: Writer
  readonly #before: LoadedAccount
  readonly #savedBy: string
  /** The time of the change (milliseconds UTC). */
  readonly at: number

  constructor(tx: Writer, before: LoadedAccount, by: { actorId: string | null; at: number }) {
    this.#tx = tx
    this.#before = before
    this.#savedBy = by.actorId ?? ''
    this.at = by.at
  }

  async set(columns: Partial<Account>): Promise<void> {
    await this.#tx.update(unguarded(accounts)).set(columns).where(eq(accounts.id, this.#id))
  }

  async addMember(userId: string, role: MemberRole): Promise<void> {
    const member = { id: newId(), accountId: this.#id, userId, role, createdAt: this.at }
    await this.#tx.insert(unguarded(memberships)).values(member)
  }

  async setRole(userId: string, role: MemberRole): Promise<void> {
    await this.#tx.update(unguarded(memberships)).set({ role }).where(this.#ofMember(userId))
  }

  /**
   * Also removes the member from the submitted and the drafted alert contacts (product.md, People leave). `successorId`
   * takes their place there.
   */
  async removeMember(leaverId: string, successorId: string | null = null): Promise<void> {
    const { contacts } = this.#before
    const draft = await this.#findDraft()
    const isIn = (held: { alerts: string[] } | null) => held?.alerts.includes(leaverId) ?? false
    if (isIn(contacts) || isIn(draft)) {
      const content = contacts && isIn(contacts) ? replaceMember(contacts, leaverId, successorId) : null
      const redraft = (values: ContactFormValues) => replaceMember(values, leaverId, successorId)
      await this.revise(content, redraft, { cause: 'left', leaverId })
    }
    await this.#tx.delete(unguarded(memberships)).where(this.#ofMember(leaverId))
  }

  /** Removes an address from every field of the last revision and of the draft. */
  async removeAddress(key: string, reason: Reason): Promise<void> {
    const { contacts } = this.#before
    await this.revise(
      contacts && withoutAddress(contacts, key),
      (values) => withoutTypedAddress(values, key),
      reason,
    )
  }

  /**
   * Writes the next revision, unless `content` is null, and replaces the draft by what `redraft` returns. Both get the
   * next version, so that a save under way becomes a conflict. Returns the version.
   */
  async revise(
    content: ContactInformation | null,
    redraft: (values: ContactFormValues) => ContactFormValues | null,
    reason: Reason,
  ): Promise<number> {
    const version = this.#before.account.contactsVersion + 1
    if (content) {
      const saved = { savedBy: this.#savedBy, savedAt: this.at }
      const row = { id: newId(), accountId: this.#id, version, content, ...saved, ...reason }
      await this.#tx.insert(unguarded(contactRevisions)).values(row)
    }
    const draft = await this.#findDraft()
    const values = draft && redraft(draft)
    const ofDraft = eq(contactDrafts.accountId, this.#id)
    if (values) await this.#tx.update(contactDrafts).set({ values, version }).where(ofDraft)
    else if (draft) await this.#tx.delete(contactDrafts).where(ofDraft)
    const contactsChangedIn = noteChanged(
      this.#before.account.contactsChangedIn,
      draft ?? toFormValues(this.#before.contacts),
      values ?? toFormValues(content ?? this.#before.contacts),
      version,
    )
    await this.set({ contactsVersion: version, contactsChangedIn })
    return version
  }

  get #id(): string {
    return this.#before.account.id
  }

  #ofMember(userId: string) {
    return and(eq(memberships.accountId, this.#id), eq(memberships.userId, userId))
  }

  async #findDraft(): Promise<ContactFormValues | null> {
    const [draft] = await this.#tx.select().from(contactDrafts).where(eq(contactDrafts.accountId, this.#id))
    return draft?.values ?? null
  }
}
