import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { tooManyResponse } from '#/lib/platform/limits/too-many.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { logRefusal } from '#/lib/platform/log/log.ts'
import { setResponseStatus } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError, errorStatus } from '#/lib/platform/values/errors.ts'
import { NothingHere } from './nothing-here.tsx'
import { StashedFormButton, StashedFormPage } from './stashed-form-page.tsx'

/** The names in an address's brackets: `/accounts/[account]/[...rest]` has `account` and `rest`. */
export type Params<Route extends string> = Route extends `${string}[${infer Name}]${infer Below}`
  ? Params<Below> &
      (Name extends `...${infer Rest}` ? { [name in Rest]: string[] } : { [name in Name]: string })
  : unknown

export type PageRequest<Route extends string, Grant> = {
  grant: Grant
  read: Reader
  params: Params<Route>
  query: PageQuery
}
export type PageQuery = Record<string, string | string[] | undefined>
type Props<Route extends string> = { params: Promise<Params<Route>>; searchParams: Promise<PageQuery> }

/**
 * Defines a page: its address, the right that it demands, and its content. An error shows our failure page with the id
 * in the log. Next renders neither `error.tsx` nor `not-found.tsx` of a page on the server, so without JavaScript it would
 * be blank: we answer its status and its page ourselves, at its own address and in its frame.
 */
export function definePage<Route extends string, Grant>(
  _route: Route,
  right: (params: Params<Route>) => Promise<Grant>,
  render: (request: PageRequest<Route, Grant>) => Promise<ReactNode>,
) {
  return async function page(props: Props<Route>): Promise<ReactNode> {
    try {
      const [params, query] = [await props.params, await props.searchParams]
      const grant = await right(params)
      return await render({ grant, read: (await getStore()).read, params, query })
    } catch (error) {
      if (isNothingHere(error)) {
        const refusal = error instanceof AppError ? error : new AppError('not-found')
        logRefusal(refusal, { of: 'page', userId: await currentUserId() })
        // A script's form shows its answer in place, and takes any other status for a failure.
        if (!(await headers()).has('next-action')) setResponseStatus(404)
        return <NothingHere />
      }
      unstable_rethrow(error)
      if (error instanceof AppError && error.code === 'signed-out') return <SignedOutPage />
      if (error instanceof AppError && error.code === 'passkey-required') return <PasskeyMissingPage />
      if (error instanceof AppError && error.code === 'staff-sign-in') return <StaffSignInPage />
      if (error instanceof AppError && errorStatus[error.code] === 429) {
        tooManyResponse(error)
        return <TooManyPage error={error} />
      }
      return <FailurePage id={logFault(error, 'page failed')} />
    }
  }
}

/** Wraps a layout's frame: if the frame fails, the page shows alone and explains the error. */
export function defineLayout<Props extends { children: ReactNode }>(
  render: (props: Props) => Promise<ReactNode>,
) {
  return async function layout(props: Props): Promise<ReactNode> {
    try {
      return await render(props)
    } catch (error) {
      if (isNothingHere(error)) return props.children
      unstable_rethrow(error)
      if (!(error instanceof AppError)) logFault(error, 'layout failed')
      return props.children
    }
  }
}

/** Whether the error means that there is nothing to show, or nothing that this person may see. */
function isNothingHere(error: unknown): boolean {
  if (error instanceof AppError) return ['forbidden', 'admin-only', 'not-found'].includes(error.code)
  return isHTTPAccessFallbackError(error)
}

/** For a form sent after the session ended. */
async function SignedOutPage() {
  const t = await getTranslations('common.signedOut')
  const words = { title: t('title'), kept: t('kept'), text: t('text'), link: t('signIn') }
  return <StashedFormPage {...words} href="/sign-in?done=ended" />
}

/** For staff who sent a form after the session's passkey was removed. */
async function PasskeyMissingPage() {
  const t = await getTranslations('passkeys.missing')
  const words = { title: t('title'), kept: t('kept'), text: t('text'), link: t('show') }
  return <StashedFormPage {...words} href="/passkey" />
}

/** For staff who sent a form in a session that only an invitation's link began. */
async function StaffSignInPage() {
  const t = await getTranslations('signIn.staff')
  const words = { title: t('title'), kept: t('kept'), text: t('text'), link: t('signIn') }
  return <StashedFormPage {...words} href="/sign-in?done=staff" />
}

/** For a person who opened a page too often (docs/limits.md), with the time to wait. */
async function TooManyPage({ error }: { error: AppError }) {
  const t = await getTranslations('limits.page')
  const errors = await getTranslations('errors')
  const help = await getTranslations('help')
  return (
    <MessagePage title={t('title')} text={errors(error.code, error.params)}>
      <p>{t('text')}</p>
      <p>
        <ButtonLink href="/help#mail">{help('title')}</ButtonLink>
      </p>
    </MessagePage>
  )
}

/** For a failed page: what happened, what to do, and the id for support. The person can send the form again. */
async function FailurePage({ id }: { id: string }) {
  const t = await getTranslations('common.failure')
  return (
    <MessagePage title={t('title')} text={t('text')}>
      <p className="text-muted text-small">
        {t.rich('id', { id: () => <code className="select-all font-mono">{id}</code> })}
      </p>
      <ButtonRow>
        <ButtonLink href="">{t('again')}</ButtonLink>
        <StashedFormButton />
      </ButtonRow>
    </MessagePage>
  )
}
