import { asc, desc, eq } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { acceptInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { draftValues } from '#/seed/accounts.ts'
import { buildInvitation } from '#/seed/people.ts'
import { actorOf } from './actors.ts'
import { known } from './known.ts'
import { scenario } from './scenario.ts'
import { openTestStore } from './store.ts'

export type ConfirmationSetting = Awaited<ReturnType<typeof openConfirmationSetting>>

/** The typed addresses of a submission; by default `other@x.example` and `support@x.example`. */
type Submitted = {
  emergency?: string[]
  technical?: string[]
  operations?: string[]
  brand?: string
  phone?: string
}

/** An account in Italian and its owner Elena, to test the questions that follow its submissions. */
export async function openConfirmationSetting() {
  const store = await openTestStore()
  const people = { elena: { role: 'owner', locale: 'en' } } as const
  const { levante: account, elena: owner } = await scenario(store, { levante: { name: 'Levante', people } })
  const grant = () => grantAccount(store.read, actorOf(owner), { id: account.id }, 'owner')
  const rows = () => store.read.select().from(confirmations).orderBy(asc(confirmations.id))
  const mails = () => store.read.select().from(outbox).orderBy(asc(outbox.recipient), asc(outbox.id))

  return {
    store,
    account,
    owner,
    grant,
    rows,
    mails,

    async submit(given: Submitted, through: Store = store) {
      const row = (address: string) => ({ address, label: '', locale: '' })
      const granted = await grant()
      const outcome = await submitContacts(through, granted, {
        version: granted.account.contactsVersion,
        environment: 'production',
        values: draftValues({
          alerts: [owner.id],
          'technical-emergency': (given.emergency ?? ['other@x.example']).map(row),
          technical: (given.technical ?? ['other@x.example']).map(row),
          operations: (given.operations ?? ['other@x.example']).map(row),
          'brand-support': {
            ...row(given.brand || 'support@x.example'),
            locale: 'en',
            phone: given.phone ?? '',
            helpUrl: '',
          },
          'support-hours': [{ days: ['1'], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
        }),
      })
      if (outcome.kind !== 'submitted') throw new Error(JSON.stringify(outcome))
      return outcome
    },

    /** The person with this address joins by an invitation. */
    async join(email: string) {
      const invited = { accountId: account.id, invitedBy: owner.id, role: 'viewer', email } as const
      const { token } = await store.transact((tx) => buildInvitation(tx, invited))
      const acceptance = { name: null, locale: null, timeZone: null }
      const visitor = { userAgent: '', locale: 'en' } as const
      await acceptInvitation(store, token, acceptance, { actor: null, visitor })
      return known(await findUserByEmail(store.read, email))
    },

    /** The mails since the last call, by template and recipient, without those to `other@x.example`. */
    async takeMails(): Promise<string[]> {
      const all = await mails()
      await store.transact((tx) => tx.delete(outbox))
      return all
        .filter(({ recipient }) => recipient !== 'other@x.example')
        .map(({ template, recipient }) => `${template} ${recipient}`)
        .sort()
    },

    /** The tokens of the links mailed to an address, oldest first. */
    async tokens(address: string): Promise<string[]> {
      const asked = (await mails()).filter((mail) => mail.template === 'confirm-address')
      return asked.filter(({ recipient }) => recipient === address).map(({ id }) => linkToken('confirm', id))
    },

    /** Moves an address from the emergency contacts to merchant issues, which the account's integration type hides. */
    async hide(address: string) {
      await store.transact(async (tx) => {
        const newest = tx.select().from(contactRevisions).orderBy(desc(contactRevisions.version)).limit(1)
        const last = known((await newest)[0])
        const hidden = { address, label: '', locale: null }
        const kept = last.content['technical-emergency'].filter((contact) => contact.address !== address)
        const content = { ...last.content, 'technical-emergency': kept, 'merchant-issues': [hidden] }
        await tx.update(unguarded(contactRevisions)).set({ content }).where(eq(contactRevisions.id, last.id))
      })
    },

    /** The last row of an address. */
    async row(address: string) {
      return (await rows()).filter((row) => row.address === address).at(-1)
    },
  }
}
