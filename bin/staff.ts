import type { Store } from '#/db/store/store.ts'
import { type StaffRole, staffRoles } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { addStaff, removeStaff } from '#/lib/admin/staff/commands.ts'
import { resetPasskeysOf } from '#/lib/identity/passkeys/keep.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { parseWords, rewordRefusal, UsageError, withStore } from './command.ts'

const usage = `  staff list                                       who is staff
  staff add <email> [--role support|admin]         make somebody staff (support unless said), or change their role
  staff remove <email>                             take their rights as staff
  staff reset-passkeys <email>                     take the passkeys they lost; they sign in by mail and add a new one`

export const staffNoun = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseWords(words, 2, { role: { type: 'string' } })
  const role = staffRoles.find((known) => known === values.role)
  if (values.role !== undefined && !role) throw new UsageError(`There is no role "${values.role}".`)
  const [verb, email] = positionals
  if (verb === 'list' && !email) return list
  if (verb === 'add' && email) return (store) => add(store, email, role ?? 'support')
  if (verb === 'remove' && email) return (store) => remove(store, email)
  if (verb === 'reset-passkeys' && email) return (store) => reset(store, email)
  if (verb === 'reset-passkeys') throw new UsageError('Say whose passkeys to reset: an email address.')
  if (verb === 'add' || verb === 'remove') throw new UsageError(`Say whom to ${verb}: an email address.`)
  throw new UsageError(verb ? `"staff ${verb}" is not understood.` : 'Say what to do with staff.')
}

async function add(store: Store, email: string, role: StaffRole): Promise<number> {
  const change = await rewordRefusal(
    { 'invalid-input': `"${email}" is not an email address.` },
    addStaff(store, email, role),
  )
  const said = {
    added: `${email} is now staff, with the role ${role}. They sign in at ${env.APP_URL}/sign-in.`,
    changed: `${email} now has the role ${role}.`,
    unchanged: `${email} has the role ${role} already.`,
  }
  console.log(said[change])
  return 0
}

async function remove(store: Store, email: string): Promise<number> {
  await rewordRefusal({ 'not-found': `${email} is not staff.` }, removeStaff(store, email))
  console.log(`${email} is no longer staff.`)
  const returns = env.STAFF_EMAILS.some((kept) => kept.toLowerCase() === email.trim().toLowerCase())
  if (returns)
    console.log('STAFF_EMAILS names this address: take it out, or the next start makes them admin again.')
  return 0
}

async function reset(store: Store, email: string): Promise<number> {
  try {
    await rewordRefusal({ 'not-staff': `${email} is not staff.` }, resetPasskeysOf(store, email))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'passkeys-none') throw error
    console.log(`${email} has no passkey.`)
    return 0
  }
  console.log(
    `The passkeys of ${email} are gone, and their sessions ended. They sign in by mail at ${env.APP_URL}/sign-in and add a new one.`,
  )
  return 0
}

async function list(store: Store): Promise<number> {
  const people = await listStaff(store.read)
  for (const { email, role, name } of people) console.log([role.padEnd(8), email, name].join(' ').trim())
  if (people.length === 0) console.log('Nobody is staff yet. Add somebody: staff add <email> --role admin')
  return 0
}
