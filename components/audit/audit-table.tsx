import { getLocale, getTranslations } from 'next-intl/server'
import { AuditChanges, wordIn } from '#/components/audit/audit-changes.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { auditLog } from '#/lib/admin/audit/list.ts'
import type { NamedEntry } from '#/lib/admin/audit/names.ts'
import { isAuditAction } from '#/lib/platform/audit/actions.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type AuditTableProps = {
  entries: readonly NamedEntry[]
  types: readonly IntegrationType[]
  /** Set if all entries belong to one account that the page already names. */
  accountHidden?: boolean | undefined
}

/** Lists audit entries with their changes. The page needs a `ZoneNote`. */
export async function AuditTable({ entries, types, accountHidden }: AuditTableProps) {
  const t = await getTranslations('audit')
  const nameAction = await nameActions()
  const nameSubject = await nameSubjects(types)
  const columns: Columns<NamedEntry> = [
    { header: t('columns.when'), cell: ({ at }) => <Instant at={at} /> },
    {
      header: t('columns.what'),
      rowHeader: true,
      cell: (entry) => {
        const subject = nameSubject(entry)
        return (
          <>
            {nameAction(entry.action)}
            {subject ? (
              <span className="block font-normal wrap-anywhere" dir="auto">
                {entry.subject?.href ? <Link href={entry.subject.href}>{subject}</Link> : subject}
              </span>
            ) : null}
            <div className="font-normal">
              <AuditChanges before={entry.before} after={entry.after} names={entry.names} types={types} />
            </div>
          </>
        )
      },
    },
    { header: t('columns.who'), breakable: true, cell: (entry) => <AuditWho entry={entry} /> },
    !accountHidden && {
      header: t('columns.account'),
      cell: ({ account }) =>
        account?.href ? (
          <Link href={account.href}>{account.name}</Link>
        ) : account ? (
          <Link href={auditLog.href({ account: account.id })} className="text-muted">
            {t('who.gone', { id: account.id.slice(-8) })}
          </Link>
        ) : (
          <span className="text-muted">–</span>
        ),
    },
  ]
  return (
    <StackingTable caption={t('list')} unfolds few rows={entries} rowKey={({ id }) => id} columns={columns} />
  )
}

/** The name of an action; an action of another release shows as stored. */
async function nameActions() {
  const t = await getTranslations('audit.actions')
  return (action: string) => (isAuditAction(action) ? t(action) : action)
}

/** The target of an entry, unless the actor or the account already says it. */
async function nameSubjects(types: readonly IntegrationType[]) {
  const t = await getTranslations('audit.who')
  const categories = await getTranslations('mail.categories')
  const locale = await getLocale()
  return ({ subject, actor, account }: NamedEntry): string => {
    if (!subject || subject.id === account?.id || subject.id === actor?.id || subject.kind === 'session')
      return ''
    if (subject.name) return subject.detail ? `${subject.name} (${subject.detail})` : subject.name
    if (subject.kind === 'category') return wordIn(categories, subject.id) ?? subject.id
    if (subject.kind === 'integration-type') {
      const type = types.find(({ id }) => id === subject.id)
      return type ? nameType(type, locale) : subject.id
    }
    return subject.kind === 'other' ? '' : t('gone', { id: subject.id.slice(-8) })
  }
}

/** The actor, their address if known, and a link to everything they did. */
async function AuditWho({ entry: { actor, address } }: { entry: NamedEntry }) {
  const t = await getTranslations('audit')
  const named = await namePeople()
  const isOwn = address === '' || address === 'portal' || address === 'command-line'
  return (
    <>
      {actor ? (
        <Link href={auditLog.href({ actor: actor.id })}>
          <span dir="auto">{named(actor.name) || t('who.gone', { id: actor.id.slice(-8) })}</span>
        </Link>
      ) : (
        t(isOwn ? (address === 'command-line' ? 'who.commandLine' : 'who.portal') : 'who.nobody')
      )}
      {actor?.detail ? <span className="block text-muted">{actor.detail}</span> : null}
      {actor?.kind === 'source' ? <span className="block text-muted">{t('who.source')}</span> : null}
      {isOwn ? null : <span className="block text-muted">{t('from', { address })}</span>}
    </>
  )
}
