import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { auditLog } from '#/lib/admin/audit/list.ts'
import type { NamedEntry } from '#/lib/admin/audit/names.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** Who did it, and from where as far as that could be told. A name leads to all that they did. */
export async function AuditWho({ entry: { actor, address } }: { entry: NamedEntry }) {
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
