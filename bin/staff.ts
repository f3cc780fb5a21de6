import type { Store } from '#/db/store/store.ts'
import { type StaffRole, staffRoles } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { addStaff, removeStaff } from '#/lib/admin/staff/commands.ts'
import { resetPasskeysOf } from '#/lib/identity/passkeys/manage.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { parseArguments, rewordRefusal, UsageError, warnAboutMissingSecret, withStore } from './command.ts'

const usage = `  staff list                                       list staff
  staff add <email> [--role support|admin]         add a staff member (default: support), or change their role
  staff remove <email>                             remove their staff rights
  staff reset-passkeys <email>                     remove their passkeys; they sign in by email and add a new one`

export const staffCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseArguments(words, 2, { role: { type: 'string' } })
  const role = staffRoles.find((known) => known === values.role)
  if (values.role !== undefined && !role) throw new UsageError(`Unknown role "${values.role}".`)
  const [verb, email] = positionals
  if (verb === 'list' && !email) return list
  if (verb === 'add' && email) return (store) => add(store, email, role ?? 'support')
  if (verb === 'remove' && email) return (store) => remove(store, email)
  if (verb === 'reset-passkeys' && email) return (store) => reset(store, email)
  if (verb === 'reset-passkeys') throw new UsageError('Missing: the email address of the person.')
  if (verb === 'add' || verb === 'remove') throw new UsageError(`Missing: the email address to ${verb}.`)
  if (verb === 'list') throw new UsageError(`"staff list" takes no argument: "${email}".`)
  throw new UsageError(
    verb ? `Unknown command "staff ${verb}".` : 'Missing: list, add, remove or reset-passkeys.',
  )
}

async function add(store: Store, email: string, role: StaffRole): Promise<number> {
  const change = await rewordRefusal(
    { 'invalid-input': `"${email}" is not an email address.` },
    addStaff(store, email, role),
  )
  const said = {
    added: `${email} is now staff, with the role ${role}. They sign in at ${env.APP_URL}/sign-in.`,
    changed: `${email} now has the role ${role}.`,
    unchanged: `${email} already has the role ${role}.`,
  }
  console.log(said[change])
  return 0
}

async function remove(store: Store, email: string): Promise<number> {
  await rewordRefusal({ 'not-found': `${email} is not staff.` }, removeStaff(store, email))
  console.log(`${email} is no longer staff.`)
  const returns = env.STAFF_EMAILS.some((kept) => kept.toLowerCase() === email.trim().toLowerCase())
  if (returns)
    console.log(
      'STAFF_EMAILS contains this address. Remove it there, or the next start makes them an admin again.',
    )
  return 0
}

async function reset(store: Store, email: string): Promise<number> {
  warnAboutMissingSecret()
  try {
    await rewordRefusal({ 'not-staff': `${email} is not staff.` }, resetPasskeysOf(store, email))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'passkeys-none') throw error
    console.log(`${email} has no passkey.`)
    return 0
  }
  console.log(
    `All passkeys of ${email} are removed and their sessions ended. They can sign in by email at ${env.APP_URL}/sign-in and add a new one.`,
  )
  return 0
}

async function list(store: Store): Promise<number> {
  const people = await listStaff(store.read)
  for (const { email, role, name } of people) console.log([role.padEnd(8), email, name].join(' ').trim())
  if (people.length === 0) console.log('No staff yet. Add the first admin: staff add <email> --role admin')
  return 0
}
