import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'
import { recogniseBrowser } from '#/lib/identity/sessions/browser.ts'
import { type Actor, listSessions } from '#/lib/identity/sessions/queries.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction } from './actions.ts'

export async function SessionsCard({ actor }: { actor: Actor }) {
  const t = await getTranslations('settings.sessions')
  const names = await getTranslations('settings.browser')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const listed = await listSessions((await getStore()).read, actor, now())
  const isCurrent = ({ id }: { id: string }) => id === actor.sessionId
  const sessions = [...listed.filter(isCurrent), ...listed.filter((session) => !isCurrent(session))]
  const zone = await nameReaderZone()
  const formatTime = (at: number) =>
    common('when', { at: format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }), zone })
  return (
    <Card title={t('title')} description={t('lead')}>
      <ul className="divide-y divide-line">
        {sessions.map(({ id, userAgent, method, createdAt, lastUsedAt }) => {
          const { browser, system } = recogniseBrowser(userAgent)
          const name =
            browser && system ? names('on', { browser, system }) : (browser ?? system ?? names('unknown'))
          const current = id === actor.sessionId
          const methodName = t(`methods.${method}`, {
            provider: findProvider('oidc')?.name ?? 'OpenID Connect',
          })
          return (
            <li
              key={id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  {name}
                  {current ? <Badge meaning="good">{t('current')}</Badge> : null}
                </p>
                <p className="text-muted text-small">
                  {t('began', { way: methodName, at: formatTime(createdAt) })}
                  <br />
                  {t('used', { at: formatTime(lastUsedAt) })}
                </p>
              </div>
              <ActionForm
                action={endSessionAction}
                id={`end-${id}`}
                hidden={{ sessionId: id }}
                submit={t('end')}
                named={t('endOf', { browser: name })}
                variant="secondary"
                size="small"
              />
            </li>
          )
        })}
      </ul>
      <ButtonRow>
        {sessions.length > 1 ? (
          <ActionForm
            action={endOtherSessionsAction}
            id="end-others"
            submit={t('endOthers')}
            variant="secondary"
          />
        ) : null}
        <ActionForm action={endAllSessionsAction} id="end-all" submit={t('endAll')} variant="secondary" />
      </ButtonRow>
    </Card>
  )
}
