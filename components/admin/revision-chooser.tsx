import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Button, ButtonRow } from '#/components/ui/button.tsx'
import { Table } from '#/components/ui/table.tsx'
import type { RevisionChoice } from '#/lib/accounts/revisions/revision-list.ts'
import type { Revision } from '#/lib/accounts/revisions/revision-queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type ChosenRow = Revision & {
  /** Names of the changed fields; null for a chosen revision of another page. */
  changed: readonly string[] | null
  first: boolean
}

type RevisionChooserProps = {
  path: string
  rows: readonly ChosenRow[]
  choice: RevisionChoice
  /** Where this page begins, and where the next one does: `before` in the address. */
  before: number | null
  older: number | null
}

/**
 * Lists revisions, two of which can be compared. The paging buttons send the choice along, so the two can be on
 * different pages.
 */
export async function RevisionChooser({ path, rows, choice, before, older }: RevisionChooserProps) {
  const t = await getTranslations('adminAccount.revisions')
  const history = await getTranslations('contacts.history')
  const named = await namePeople()
  const format = await getFormatter()
  // The label has the size of the radio button so that the whole target is clickable.
  const dots = (name: 'from' | 'to') => ({
    header: t(name),
    cell: ({ version }: ChosenRow) => (
      <label className="inline-flex size-6 items-center justify-center align-middle">
        <span className="sr-only">{t(`${name}Of`, { version })}</span>
        <input
          type="radio"
          name={name}
          value={version}
          defaultChecked={version === choice[name]}
          className="size-6"
        />
      </label>
    ),
  })
  function formatAuthor({ person, cause }: ChosenRow) {
    const name = named(person) || history('somebody')
    return cause === 'submitted' ? name : t(cause, { name })
  }
  function formatChanged({ changed, first }: ChosenRow) {
    if (first) return t('first')
    if (changed === null) return <span className="text-muted">{t('elsewhere')}</span>
    if (changed.length === 0) return <span className="text-muted">{t('nothing')}</span>
    return format.list(changed, { type: 'unit' })
  }
  return (
    <form method="get" action={path} className="flex flex-col gap-3">
      <Table
        caption={t('list')}
        rows={rows}
        rowKey={({ version }) => String(version)}
        columns={[
          dots('from'),
          dots('to'),
          { header: t('version'), rowHeader: true, cell: ({ version }) => version },
          { header: t('when'), cell: ({ savedAt }) => <Instant at={savedAt} /> },
          { header: t('who'), breakable: true, cell: formatAuthor },
          { header: t('changed'), cell: formatChanged },
        ]}
      />
      <ButtonRow>
        {rows.length > 1 ? (
          <Button variant="primary" {...(before !== null && { name: 'before', value: before })}>
            {t('compare')}
          </Button>
        ) : null}
        {before === null ? null : <Button>{t('newest')}</Button>}
        {older === null ? null : (
          <Button name="before" value={older}>
            {t('older')}
          </Button>
        )}
      </ButtonRow>
    </form>
  )
}
