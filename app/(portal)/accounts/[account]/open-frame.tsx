import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { listOwnSearchTexts } from '#/components/palette/palette-texts.ts'
import { SearchButton } from '#/components/palette/search-button.tsx'
import { AccountNavigation, NoticeCount } from '#/components/shell/account-navigation.tsx'
import { Framed } from '#/components/shell/frame.tsx'
import { OfferZone } from '#/components/shell/offer-zone.tsx'
import { titleAround } from '#/components/shell/page.tsx'
import { HelpLink } from '#/components/shell/person-shell.tsx'
import { PrintHead } from '#/components/shell/print-head.tsx'
import { ProgrammeName } from '#/components/shell/programme-name.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { findPendingCheck, type PendingCheck } from '#/lib/changes/checks/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { sumWaiting } from '#/lib/notices/views/waiting-counts.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import type { FrameProps } from './account-page.tsx'
import { confirmCheckAction } from './check-actions.ts'
import { countShown } from './waiting.ts'

export async function renderOpenFrame({ grant, banner, account: accountMenu, person, children }: FrameProps) {
  const t = await getTranslations('common')
  const { account, base } = grant
  const environment = await currentEnvironment()
  const sandbox = environment === 'sandbox'
  const { read } = await getStore()
  const notices = await countShown(grant)
  const { programmeName } = await currentSettings()
  const editor = asEditor(grant)
  const question = editor && (await findPendingCheck(read, editor))
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {banner}
      <header
        className={`z-30 border-line border-b print:hidden ${banner ? '' : 'md:sticky md:top-0'} ${sandbox ? 'bg-attention-soft' : 'bg-surface'}`}
      >
        <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <span className="text-muted text-small max-md:hidden">
            <ProgrammeName quiet />
          </span>
          {accountMenu}
          <EnvironmentSwitch current={environment} path={base} />
          <div className="ml-auto flex flex-wrap items-center gap-1">
            {/* Staff who view the account have their own search. */}
            {banner ? null : (
              <SearchButton path={`${base}/search`} texts={await listOwnSearchTexts()} keys={null} />
            )}
            <HelpLink />
            {person}
          </div>
        </div>
        {sandbox ? (
          <p
            data-sandbox-note
            className="border-attention-line border-t px-4 py-1 text-attention text-small sm:px-6"
          >
            {t('environment.sandboxNote')}
          </p>
        ) : null}
      </header>
      <PrintHead of={[account.name, t(`environment.${environment}`)]} address={env.APP_URL} />
      <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col md:flex-row">
        <nav
          aria-label={account.name}
          className="w-60 shrink-0 border-line border-r px-3 py-6 max-md:hidden print:hidden"
        >
          <div className={`sticky ${sandbox ? 'top-32' : 'top-20'}`}>
            <AccountNavigation base={base} notices={notices} />
          </div>
        </nav>
        <details className="border-line border-b md:hidden print:hidden">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-medium [&::-webkit-details-marker]:hidden">
            <Icon name="menu" />
            {t('menu')}
            <NoticeCount {...notices} />
          </summary>
          <nav aria-label={account.name} className="px-2 pb-4">
            <AccountNavigation base={base} notices={notices} />
          </nav>
        </details>
        <main
          id="content"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col gap-5 px-4 py-4 sm:gap-6 sm:px-6 sm:py-8 xl:px-8"
        >
          {/* The overview has these as lines of its list. */}
          <div className="contents in-[main:has(#attention)]:hidden">
            <DueBanner grant={grant} />
            {question ? <CheckBanner grant={grant} question={question} /> : null}
          </div>
          <Framed {...titleAround([account.name, programmeName], sumWaiting(notices))}>{children}</Framed>
          {banner ? null : <OfferZone stored={grant.actor.user.timeZone} />}
        </main>
      </div>
    </div>
  )
}

/** Names the current environment and links to the other. Plain links, because the whole page belongs to one. */
async function EnvironmentSwitch({ current, path }: { current: AccountEnvironment; path: string }) {
  const t = await getTranslations('common.environment')
  return (
    <nav
      aria-label={t('label')}
      className="flex rounded-box border border-control bg-surface p-0.5 text-small"
    >
      {environments.map((environment) => (
        <a
          key={environment}
          href={`${path}?env=${environment}`}
          aria-current={environment === current ? 'true' : undefined}
          className="flex min-h-7 items-center rounded-[4px] px-2.5 text-muted no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-surface forced-colors:aria-[current]:bg-[Highlight]"
        >
          {t(environment)}
        </a>
      ))}
    </nav>
  )
}

/** Names the missing fields on every page, with the deadline and a link to the form (product.md, The gate). */
async function DueBanner({ grant }: { grant: AccountGrant }) {
  const { account, missing } = grant
  if (missing.length === 0 || account.dueAt === null) return null
  const t = await getTranslations('overview.due')
  const format = await getFormatter()
  const names = await listFieldNames(missing.map(({ field }) => field))
  return (
    <Banner
      meaning="attention"
      title={t('title', { fields: format.list(names) })}
      action={
        grant.role === 'viewer' ? undefined : (
          <SmallLink href={`${grant.base}/configuration/contact-information`}>{t('action')}</SmallLink>
        )
      }
    >
      {t('text', {
        at: format.dateTime(account.dueAt, { dateStyle: 'long', timeStyle: 'short' }),
        zone: await nameReaderZone(),
      })}
    </Banner>
  )
}

type CheckBannerProps = { grant: AccountGrant; question: PendingCheck }

/** Asks owners and editors on every page whether everything is still correct (notices.md, Check). */
async function CheckBanner({ grant, question }: CheckBannerProps) {
  const t = await getTranslations('checks')
  const format = await getFormatter()
  const { dueAt, version, findings, needsCorrection } = question
  const at = format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' })
  const isRaised = findings.length > 0
  const look = (
    <SmallLink
      key="look"
      href={`${grant.base}/configuration/contact-information#review`}
      variant={needsCorrection ? 'primary' : 'secondary'}
    >
      {t(needsCorrection ? 'correct' : 'banner.look')}
    </SmallLink>
  )
  const answer = (
    <ActionForm
      key="answer"
      action={unlessReadOnly(grant, confirmCheckAction)}
      id="review-banner"
      hidden={{ account: grant.account.slug }}
      version={version}
      ended={needsCorrection}
      submit={t('confirm')}
      variant="secondary"
      size="small"
    />
  )
  return (
    // The page of the contact information has its own, longer question.
    <div className="in-[main:has(#review)]:hidden">
      <Banner
        meaning={isRaised ? 'attention' : 'information'}
        title={t('banner.title')}
        action={isRaised ? [look, answer] : [answer, look]}
      >
        <p>{t('banner.text', { at, zone: await nameReaderZone() })}</p>
        {isRaised ? <p>{t('banner.raised', { count: findings.length })}</p> : null}
      </Banner>
    </div>
  )
}
