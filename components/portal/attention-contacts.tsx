import { getTranslations } from 'next-intl/server'
import { BounceAdvice } from '#/components/contacts/address-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { asEditor, asOwner } from '#/lib/accounts/access/grants.ts'
import type { BouncingAddress } from '#/lib/attention/policy.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { AttentionLine, LineForm, type LineProps, type Of } from './attention-line.tsx'

const contactsOf = ({ grant }: LineProps, part = '') =>
  `${grant.base}/configuration/contact-information${part && `#${part}`}`
const editOf = ({ grant }: LineProps, field = '') =>
  `${grant.base}/configuration/contact-information${field && `?edit=${field}#${field}`}`

type OffEndpoint = NonNullable<BouncingAddress['endpoint']>

export async function MissingLine({ line: { fields, dueAt }, ...props }: Of<'missing'>) {
  const t = await getTranslations('attention.missing')
  const format = await getFormatter()
  const names = await listFieldNames(fields)
  return (
    <AttentionLine
      meaning="attention"
      title={t('title', { fields: format.list(names) })}
      actions={
        asEditor(props.grant) ? (
          <SmallLink variant={props.first ? 'primary' : 'secondary'} href={editOf(props, fields[0])}>
            {t('action')}
          </SmallLink>
        ) : null
      }
    >
      {dueAt === null ? null : t.rich('by', { at: () => <Instant at={dueAt} /> })}
    </AttentionLine>
  )
}

/** An endpoint that gets no notices, with the way to its page, where a code shows that it works. */
async function EndpointLine({ line, endpoint, ...props }: Of<'bouncing'> & { endpoint: OffEndpoint }) {
  const t = await getTranslations('attention.endpoint')
  const { programmeName: programme } = await currentSettings()
  const reasons = await getTranslations('endpoints.reasons')
  const { name, fields, silent } = line
  const address = name ? `${name} (${line.address})` : line.address
  const reason = parseEndpointReason(endpoint.reason)
  const names = (await getFormatter()).list(await listFieldNames(fields))
  return (
    <AttentionLine
      meaning={endpoint.state === 'failing' ? 'bad' : 'attention'}
      icon="phone"
      title={t(`${endpoint.state}.title`, { endpoint: address })}
      actions={
        asEditor(props.grant) ? (
          <SmallLink
            variant={props.first ? 'primary' : 'secondary'}
            href={`${props.grant.base}/configuration/endpoints/${endpoint.id}`}
            aria-label={`${t('open')}: ${address}`}
          >
            {t('open')}
          </SmallLink>
        ) : null
      }
    >
      {silent ? <span className="block text-bad">{t('silent')}</span> : null}
      <span className="block">{reason ? reasons(reason, { programme }) : t(`${endpoint.state}.text`)}</span>
      <span className="block">{names}</span>
    </AttentionLine>
  )
}

/** A bouncing address, with the way to its field and another try. */
export async function BouncingLine({ line, ...props }: Of<'bouncing'>) {
  if (line.endpoint) return <EndpointLine line={line} endpoint={line.endpoint} {...props} />
  const t = await getTranslations('attention.bouncing')
  const status = await getTranslations('addressStatus')
  const format = await getFormatter()
  const { address, name, fields, of, silent } = line
  const [field] = fields.filter((one) => one !== 'alerts')
  const names = await listFieldNames(fields)
  const mayFix = of === 'contact' && asEditor(props.grant) !== null
  return (
    <AttentionLine
      meaning="bad"
      icon="mail"
      title={t.rich('title', { address: () => <BreakableAddress address={address} /> })}
      actions={
        mayFix ? (
          <>
            <SmallLink
              variant={props.first ? 'primary' : 'secondary'}
              href={editOf(props, field)}
              aria-label={`${t('fix')}: ${address}`}
            >
              {t('fix')}
            </SmallLink>
            <LineForm
              {...props}
              first={false}
              act="try"
              id={`try-${address}`}
              of={address}
              hidden={{ address }}
            >
              {status('tryAgain')}
            </LineForm>
          </>
        ) : null
      }
    >
      {silent ? <span className="block text-bad">{t('silent')}</span> : null}
      {name || names.length > 0 ? (
        <span className="block">{[name, format.list(names)].filter(Boolean).join(' · ')}</span>
      ) : null}
      {of === 'contact' ? null : <BounceAdvice of={of} />}
    </AttentionLine>
  )
}

export async function MoreBouncingLine({ line, ...props }: Of<'more-bouncing'>) {
  const t = await getTranslations('attention.bouncing')
  return (
    <AttentionLine
      meaning="bad"
      icon="mail"
      title={t('more', line)}
      actions={<SmallLink href={contactsOf(props)}>{t('all')}</SmallLink>}
    />
  )
}

/** The last drill, which reached nobody. */
export async function DrillLine({ line: { endedAt, unsent, again }, ...props }: Of<'drill'>) {
  const t = await getTranslations('attention.drill')
  const drills = again && asOwner(props.grant) !== null
  return (
    <AttentionLine
      meaning="bad"
      title={t(unsent ? 'unsent' : 'unanswered')}
      actions={
        <>
          {drills ? (
            <LineForm {...props} act="drill" id="drill">
              {t('again')}
            </LineForm>
          ) : null}
          {asEditor(props.grant) ? (
            <SmallLink href={editOf(props, 'technical-emergency')}>{t('contacts')}</SmallLink>
          ) : null}
        </>
      }
    >
      {t.rich(unsent ? 'unsentText' : 'unansweredText', { at: () => <Instant at={endedAt} /> })}
    </AttentionLine>
  )
}

export async function CheckLine({ line, ...props }: Of<'check'>) {
  const { dueAt, version, findings, needsCorrection } = line
  const t = await getTranslations('attention.check')
  const checks = await getTranslations('checks')
  return (
    <AttentionLine
      meaning="attention"
      icon="clock"
      title={version === null ? t('due') : checks('banner.title')}
      actions={
        version === null ? null : (
          <>
            <LineForm {...props} act="confirm" id="check" version={version} ended={needsCorrection}>
              {checks('confirm')}
            </LineForm>
            <SmallLink
              variant={needsCorrection && props.first ? 'primary' : 'secondary'}
              href={contactsOf(props, 'review')}
            >
              {needsCorrection ? checks('correct') : t('look')}
            </SmallLink>
          </>
        )
      }
    >
      {t.rich('text', { at: () => <Instant at={dueAt} /> })}{' '}
      {findings > 0 ? checks('banner.raised', { count: findings }) : null}
    </AttentionLine>
  )
}

export async function DraftLine({ line: { by, at, version, ready }, ...props }: Of<'draft'>) {
  const t = await getTranslations('attention.draft')
  const named = await namePeople()
  const open = (
    <SmallLink variant={props.first && !ready ? 'primary' : 'secondary'} href={contactsOf(props)}>
      {t('open')}
    </SmallLink>
  )
  return (
    <AttentionLine
      meaning="attention"
      title={t('title')}
      actions={
        asEditor(props.grant) ? (
          <>
            {ready ? (
              <LineForm
                {...props}
                act="submit"
                id="draft"
                version={version}
                hidden={{ environment: 'production' }}
              >
                {t('submit')}
              </LineForm>
            ) : null}
            {open}
          </>
        ) : null
      }
    >
      {t.rich('text', { name: named(by), at: () => <Instant at={at} /> })}
    </AttentionLine>
  )
}

const maxNamed = 5

export async function UnconfirmedLine({ line, ...props }: Of<'unconfirmed'>) {
  const t = await getTranslations('attention.unconfirmed')
  const format = await getFormatter()
  const { addresses, mailed, askable } = line
  const named = addresses.slice(0, maxNamed)
  const more = addresses.length - named.length
  return (
    <AttentionLine
      meaning="information"
      icon="mail"
      title={t('title', { count: addresses.length })}
      actions={
        <>
          {askable > 0 && asEditor(props.grant) ? (
            <LineForm {...props} act="ask" id="ask-again">
              {t('ask')}
            </LineForm>
          ) : null}
          <SmallLink href={contactsOf(props)}>{t('look')}</SmallLink>
        </>
      }
    >
      <span className="block">
        {format.list([...named, ...(more > 0 ? [t('others', { count: more })] : [])])}
      </span>
      {mailed > 0 ? t('mailed', { count: mailed }) : null}
    </AttentionLine>
  )
}

export async function SuccessorLine(props: Of<'successor'>) {
  const t = await getTranslations('attention.successor')
  return (
    <AttentionLine
      meaning="information"
      icon="people"
      title={t('title')}
      actions={<SmallLink href={`${props.grant.base}/configuration/users`}>{t('action')}</SmallLink>}
    >
      {t('text')}
    </AttentionLine>
  )
}
