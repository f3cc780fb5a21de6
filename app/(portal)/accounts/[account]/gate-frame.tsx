import { getTranslations } from 'next-intl/server'
import { FieldChecklist } from '#/components/contacts/field-checklist.tsx'
import { Framed } from '#/components/shell/frame.tsx'
import { titleAround } from '#/components/shell/page.tsx'
import { PrintHead } from '#/components/shell/print-head.tsx'
import { ProgrammeName } from '#/components/shell/programme-name.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { DialogFocus } from '#/components/ui/dialog-focus.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { env } from '#/env.ts'
import { type AccountGrant, asEditor } from '#/lib/accounts/access/grants.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { draftProgress } from '#/lib/contacts/form/validate.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import type { FrameProps } from './account-page.tsx'
import { ConfigurationTabs } from './configuration-tabs.tsx'
import { contactsPath, supportPath } from './paths.ts'

/**
 * The gate: a dialog over the portal that nobody can dismiss (ARIA practices, modal dialog), labelled, with the focus
 * inside. Escape and clicks outside do nothing. It scrolls with the page, so it needs no JavaScript and has no second
 * scrollbar.
 */
export async function renderGateFrame({ grant, banner, account: accountMenu, person, children }: FrameProps) {
  const { account } = grant
  const t = await getTranslations('gate')
  const { programmeName: programme } = await currentSettings()
  const why = account.firstCompleteAt === null ? 'why' : 'whyDue'
  return (
    <>
      <LockedPortal account={account.name} />
      <div
        id="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby="dialog-title"
        aria-describedby="dialog-description"
        tabIndex={-1}
        className="relative flex min-h-dvh flex-col outline-none"
      >
        <SkipLink />
        {banner ? <div className="sticky top-0 z-40">{banner}</div> : null}
        <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col pt-7 sm:px-6 sm:pt-10 sm:pb-10 lg:pt-20 lg:pl-28 xl:pl-64">
          <div className="flex-1 rounded-t-box bg-surface shadow-float sm:flex-none sm:rounded-b-box print:shadow-none">
            <header className="border-line border-b px-4 py-1 sm:px-8 sm:py-2 print:hidden">
              <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
                {accountMenu}
                {person ? <div className="flex flex-wrap items-center gap-1">{person}</div> : null}
              </div>
            </header>
            <PrintHead of={[account.name]} address={env.APP_URL} />
            <main>
              <div className="px-4 pt-3 sm:px-8 sm:pt-6">
                {/* On a phone both break between words, so that support stays at the top right. */}
                <div className="flex items-start gap-2 sm:items-center">
                  <h1 id="dialog-title" className="wrap-normal flex-1 text-large sm:text-display">
                    {t('title')}
                  </h1>
                  <div className="flex min-w-0">
                    <SmallLink href={supportPath(grant)} icon="speech">
                      {t('support')}
                    </SmallLink>
                  </div>
                </div>
                <div className="mt-1 max-w-measure text-muted max-sm:text-small sm:mt-2">
                  <span id="dialog-description">{t(why, { account: account.name, programme })}</span>{' '}
                  <Link href="/help" className="inline-flex min-h-6 items-center">
                    {t('guide')}
                  </Link>
                </div>
                <div className="mt-1 sm:mt-4">
                  <ConfigurationTabs grant={grant} />
                </div>
              </div>
              <div className="px-4 pt-3 pb-6 sm:px-8 sm:pt-6 sm:pb-8 lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8">
                <aside
                  className={`mb-3 sm:mb-4 lg:sticky lg:self-start ${banner ? 'lg:top-32' : 'lg:top-6'}`}
                >
                  {await renderGateChecklist(grant)}
                </aside>
                <div id="content" tabIndex={-1} className="flex min-w-0 flex-col gap-6">
                  <Framed level={2} {...titleAround([account.name, programme])}>
                    {children}
                  </Framed>
                </div>
              </div>
            </main>
          </div>
        </div>
        <DialogFocus />
      </div>
    </>
  )
}

/**
 * The gate's checklist: the required fields in the draft, which autosave refreshes. Viewers have no form to link to. The
 * frame awaits it, so that a failing store leaves the page to explain the error.
 */
async function renderGateChecklist(grant: AccountGrant) {
  const t = await getTranslations('gate.checklist')
  const { values } = await loadDraftOrLatest((await getStore()).read, grant)
  const progress = draftProgress(values, {
    memberIds: grant.members.map(({ userId }) => userId),
    merchantIssues: grant.integrationType.merchantIssues,
  })
  const names = await listFieldNames(progress.map(({ field }) => field))
  const done = progress.filter(({ state }) => state === 'done').length
  const required = progress.length
  return (
    <FieldChecklist
      title={t('title')}
      count={t(done === required ? 'ready' : 'count', { done, required })}
      fields={progress.map((one, index) => ({ ...one, name: names[index] ?? one.field }))}
      words={{ done: t('done'), missing: t('missing'), faulty: t('faulty') }}
      form={asEditor(grant) ? contactsPath(grant) : null}
    />
  )
}

const above = ['overview', 'notices', 'support'] as const
const below = ['contactInformation', 'endpoints', 'users'] as const

/**
 * The portal behind the gate: its navigation as plain text, each entry with a lock. It is inert, hidden from assistive
 * technology, and holds no link and nothing of the account but its name (product.md, The gate).
 */
async function LockedPortal({ account }: { account: string }) {
  const t = await getTranslations('overview.navigation')
  const renderEntries = (entries: readonly ((typeof above)[number] | (typeof below)[number])[]) =>
    entries.map((entry) => (
      <li key={entry}>
        <Icon name="lock" size="small" />
        {t(entry)}
      </li>
    ))
  return (
    <div
      inert
      aria-hidden="true"
      data-locked-portal
      className="fixed inset-0 select-none overflow-hidden print:hidden"
    >
      <p className="flex min-h-14 items-center gap-4 border-line border-b bg-surface px-6 max-lg:hidden">
        <ProgrammeName quiet />
        <span className="font-semibold">{account}</span>
      </p>
      <div className="mx-auto h-full max-w-7xl">
        <ul className="flex h-full items-start gap-x-6 whitespace-nowrap max-lg:px-4 max-lg:py-1 max-lg:text-small lg:w-60 lg:flex-col lg:gap-0.5 lg:border-line lg:border-r lg:px-2 lg:py-6 *:flex *:min-h-6 *:items-center *:gap-2.5 lg:*:min-h-9 lg:*:px-3 lg:*:py-1.5">
          {renderEntries(above)}
          <li className="mt-3 font-medium text-muted text-small max-lg:hidden!">{t('configuration')}</li>
          {renderEntries(below)}
        </ul>
      </div>
      <div className="absolute inset-0 bg-scrim" />
    </div>
  )
}
