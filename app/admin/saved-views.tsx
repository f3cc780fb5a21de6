import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup, FormInput } from '#/components/form/form-field.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { SavedList } from '#/db/words/saved-views.ts'
import { maxViewNameLength } from '#/lib/admin/views/form.ts'
import { addressOf, queryOf } from '#/lib/admin/views/lists.ts'
import { listViews, type SavedView } from '#/lib/admin/views/queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isFormRefused } from '#/lib/platform/lists/refused-form.ts'
import type { PageQuery } from '../define-page.tsx'
import { changeViewAction, deleteViewAction, saveViewAction } from './view-actions.ts'

type ListedViewsProps = { read: Reader; grant: StaffGrant; list: SavedList; href: string; query: PageQuery }

/** Saved views of a list as links, with the form that saves the present one or changes it. */
export async function ListedViews({ read, grant, list, href, query: { done } }: ListedViewsProps) {
  const t = await getTranslations('admin.views')
  const query = queryOf(list, href.split('?')[1] ?? '')
  const address = addressOf(list, query)
  const views = await listViews(read, grant, list)
  const current = views.find((view) => view.href === address)
  const message = (
    <DoneBanner
      done={done}
      known={['view-saved', 'view-changed', 'view-deleted']}
      title={(word) => t(`done.${word}`)}
    />
  )
  // Everything, in its usual order, needs no name.
  if (views.length === 0 && query === '') return message
  return (
    <>
      {message}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        {views.length > 0 ? (
          <nav aria-label={t('label')}>
            <ul className="flex flex-wrap gap-2">
              {views.map((view) => (
                <li key={view.id} className="min-w-0">
                  <ViewLink view={view} isCurrent={view === current} shared={t('sharedMark')} />
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
        {current?.mayChange ? <ChangeForm view={current} /> : null}
        {!current && query ? <SaveForm list={list} query={query} /> : null}
      </div>
    </>
  )
}

type ViewLinkProps = { view: SavedView; isCurrent: boolean; shared: string }

function ViewLink({ view: { name, href, shared }, isCurrent, shared: mark }: ViewLinkProps) {
  const look = isCurrent
    ? 'border-accent bg-accent-soft text-accent-ink'
    : 'border-line bg-surface text-ink hover:border-control'
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={`inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border px-3 text-small no-underline ${look}`}
    >
      {shared ? <Icon name="people" size="small" /> : null}
      <span className="truncate" dir="auto">
        {name}
      </span>
      {shared ? <span className="sr-only"> ({mark})</span> : null}
    </Link>
  )
}

async function SaveForm({ list, query }: { list: SavedList; query: string }) {
  const t = await getTranslations('admin.views')
  return (
    <div className="has-[[open]]:w-full">
      <Disclosure summary={t('save')} open={await isFormRefused()}>
        <ActionForm
          action={saveViewAction}
          id="view"
          hidden={{ list, query }}
          labels={{ name: t('name') }}
          submit={t('saveNow')}
        >
          <ViewFields />
        </ActionForm>
      </Disclosure>
    </div>
  )
}

async function ChangeForm({ view }: { view: SavedView }) {
  const t = await getTranslations('admin.views')
  const hidden = { view: view.id }
  return (
    <div className="has-[[open]]:w-full">
      <Disclosure summary={t('change')} open={await isFormRefused()}>
        <div className="flex flex-col gap-4">
          <ActionForm
            action={changeViewAction}
            id="view"
            hidden={hidden}
            labels={{ name: t('name') }}
            submit={t('changeNow')}
          >
            <ViewFields name={view.name} shared={view.shared} />
          </ActionForm>
          <ButtonRow>
            <ActionForm
              action={deleteViewAction}
              id="view-delete"
              hidden={hidden}
              submit={t('delete')}
              variant="secondary"
            />
          </ButtonRow>
        </div>
      </Disclosure>
    </div>
  )
}

async function ViewFields({ name = '', shared = false }: { name?: string; shared?: boolean }) {
  const t = await getTranslations('admin.views')
  return (
    <>
      <FormInput
        name="name"
        label={t('name')}
        defaultValue={name}
        maxLength={maxViewNameLength}
        autoComplete="off"
        width="half"
        required
      />
      <FormCheckboxGroup
        name="shared"
        legend={t('who')}
        defaultValue={shared ? ['yes'] : []}
        options={[{ value: 'yes', label: t('shared'), hint: t('sharedHint') }]}
      />
    </>
  )
}
