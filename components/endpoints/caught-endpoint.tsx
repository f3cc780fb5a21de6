import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { EndpointKind } from '#/db/words/accounts.ts'
import {
  type CaughtAnswer,
  type CaughtRequest,
  caughtAnswers,
  isOpen,
} from '#/lib/notices/views/caught-requests.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Most messages of one endpoint on the page. */
const shown = 5

type CaughtEndpointProps = {
  endpoint: { id: string; kind: EndpointKind; label: string; hint: string; account: string }
  requests: readonly CaughtRequest[]
  rings: boolean
  answer: CaughtAnswer
  /** What sets the answer, and what the phone's button does. */
  answers: FormAction
  acknowledges: FormAction
}

/** An endpoint of the demo, as its phone, pager or chat would show what came. */
export async function CaughtEndpoint(props: CaughtEndpointProps) {
  const { endpoint, requests, rings, answer, answers, acknowledges } = props
  const { id, kind, label, hint, account } = endpoint
  const t = await getTranslations('endpoints.caught')
  const kinds = await getTranslations('endpoints.kinds')
  const name = [kinds(`${kind}.name`), label].filter(Boolean).join(' · ')
  return (
    <Card
      id={id}
      title={<span dir="auto">{name}</span>}
      description={<span dir="auto">{`${account} · ${hint}`}</span>}
      status={
        <span className={rings ? 'motion-safe:animate-pulse' : undefined}>
          <Badge meaning={rings ? 'bad' : 'neutral'} icon="bell">
            {t(rings ? 'ringing' : 'silent')}
          </Badge>
        </span>
      }
      footer={
        <Disclosure summary={t('answersWith', { answer: t(`answer.${answer}`) })}>
          <ActionForm
            action={answers}
            id={`answer-${id}`}
            hidden={{ endpoint: id }}
            submit={t('set')}
            named={t('setNamed', { name })}
            variant="secondary"
            size="small"
          >
            <FormSelect
              name="answer"
              label={t('answers')}
              defaultValue={answer}
              options={caughtAnswers.map((value) => ({ value, label: t(`answer.${value}`) }))}
            />
          </ActionForm>
        </Disclosure>
      }
    >
      {requests.length === 0 ? <p className="text-muted">{t('nothing')}</p> : null}
      <ol className="flex flex-col gap-4">
        {requests.slice(0, shown).map((one) => (
          <li key={one.id} className="flex flex-col gap-2 border-line border-l-2 pl-4">
            <CaughtMessage
              caught={one}
              by={label || name}
              acknowledges={isOpen(one, requests) ? acknowledges : null}
            />
          </li>
        ))}
      </ol>
    </Card>
  )
}

type CaughtMessageProps = { caught: CaughtRequest; by: string; acknowledges: FormAction | null }

async function CaughtMessage({ caught, by, acknowledges }: CaughtMessageProps) {
  const { at, answer, message, request } = caught
  const t = await getTranslations('endpoints.caught')
  const format = await getFormatter()
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-small">
        <time dateTime={new Date(at).toISOString()}>
          {format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'medium' })}
        </time>
        <code>{message.type}</code>
        <Badge meaning={message.isUrgent ? 'attention' : 'neutral'}>
          {t(message.isUrgent ? 'urgent' : 'normal')}
        </Badge>
        {answer === 'accept' ? null : <Badge meaning="bad">{t(`answer.${answer}`)}</Badge>}
      </div>
      <div lang={message.locale} className="min-w-0 wrap-anywhere">
        <p className="font-medium">{message.title}</p>
        <p className="whitespace-pre-line text-small">{message.text}</p>
      </div>
      {acknowledges ? (
        <ActionForm
          action={acknowledges}
          id={`acknowledge-${caught.id}`}
          hidden={{ message: message.id, by }}
          submit={message.acknowledgeLabel}
        />
      ) : null}
      <Disclosure summary={t('request')} open={message.title === ''}>
        <pre className="whitespace-pre-wrap font-mono text-small wrap-anywhere">
          {[
            `POST ${request.url}`,
            ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
            '',
            request.body,
          ].join('\n')}
        </pre>
      </Disclosure>
    </>
  )
}
