import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Button, ButtonRow } from '#/components/ui/button.tsx'
import { Table } from '#/components/ui/table.tsx'
import type { RevisionCause } from '#/db/words/contacts.ts'
import type { RevisionChoice } from '#/lib/accounts/revisions/revision-choice.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type ChosenRow = {
  version: number
  savedAt: number
  person: string
  cause: RevisionCause
  /** Names of the fields it changed; null for one of another page, which is here because it is chosen. */
  changed: readonly string[] | null
  /** Whether none was before it. */
  first: boolean
}

type RevisionChooserProps = {
  /** The page's own path. */
  path: string
  rows: readonly ChosenRow[]
  choice: RevisionChoice
  /** Where this page of the list starts, undefined for the first, and where the following one does. */
  before: number | undefined
  older: number | null
}

/**
 * The revisions, to choose two of them. The buttons to other pages send the choice along, so that the two may lie on
 * different pages.
 */
export async function RevisionChooser({ path, rows, choice, before, older }: RevisionChooserProps) {
  const t = await getTranslations('adminAccount.revisions')
  return (
    <form method="get" action={path} className="flex flex-col gap-3">
      <Table
        caption={t('list')}
        rows={rows}
        rowKey={({ version }) => String(version)}
        columns={[
          {
            header: t('from'),
            cell: (row) => (
              <Dot name="from" {...row} chosen={choice.from} label={t('fromOf', { version: row.version })} />
            ),
          },
          {
            header: t('to'),
            cell: (row) => (
              <Dot name="to" {...row} chosen={choice.to} label={t('toOf', { version: row.version })} />
            ),
          },
          { header: t('version'), rowHeader: true, cell: ({ version }) => version },
          { header: t('when'), cell: ({ savedAt }) => <Instant at={savedAt} /> },
          { header: t('who'), breakable: true, cell: (row) => <Who {...row} /> },
          { header: t('changed'), cell: (row) => <Changed {...row} /> },
        ]}
      />
      <ButtonRow>
        {rows.length > 1 ? (
          <Button variant="primary" {...(before !== undefined && { name: 'before', value: before })}>
            {t('compare')}
          </Button>
        ) : null}
        {before === undefined ? null : <Button>{t('newest')}</Button>}
        {older === null ? null : (
          <Button name="before" value={older}>
            {t('older')}
          </Button>
        )}
      </ButtonRow>
    </form>
  )
}

type DotProps = { name: 'from' | 'to'; version: number; chosen: number | null; label: string }

/** Its label is as large as the dot around it, so that the target is. */
function Dot({ name, version, chosen, label }: DotProps) {
  return (
    <label className="inline-flex size-6 items-center justify-center align-middle">
      <span className="sr-only">{label}</span>
      <input
        type="radio"
        name={name}
        value={version}
        defaultChecked={version === chosen}
        className="size-5"
      />
    </label>
  )
}

async function Who({ person, cause }: ChosenRow) {
  const t = await getTranslations('adminAccount.revisions')
  const history = await getTranslations('contacts.history')
  const named = await namePeople()
  const name = named(person) || history('somebody')
  return cause === 'submitted' ? name : t(cause, { name })
}

async function Changed({ changed, first }: ChosenRow) {
  const t = await getTranslations('adminAccount.revisions')
  if (first) return t('first')
  if (changed === null) return <span className="text-muted">{t('elsewhere')}</span>
  if (changed.length === 0) return <span className="text-muted">{t('nothing')}</span>
  return (await getFormatter()).list(changed, { type: 'unit' })
}
