import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import type { IconName } from '#/components/ui/icon.tsx'
import { Prose } from '#/components/ui/prose.tsx'
import { type FieldId, fieldIds, rowOf } from '#/db/words/accounts.ts'
import { urgentSituations } from '#/db/words/cases.ts'
import { memberRoles } from '#/db/words/people.ts'
import { Picture } from './picture.tsx'
import { type HelpSection, helpSections } from './sections.ts'
import type { HelpKey, Say, SayField } from './texts.tsx'

export function Guide({ say, sayField }: { say: Say; sayField: SayField }) {
  return helpSections.map((id) => (
    <section key={id} aria-labelledby={id}>
      <Prose>
        <h2 id={id} className="scroll-mt-6">
          {say(`sections.${id}`)}
        </h2>
        {renderBody(id, say, sayField)}
      </Prose>
    </section>
  ))
}

function renderBody<Id extends HelpSection>(id: Id, say: Say, sayField: SayField): ReactNode {
  return bodies[id](writerOf(id, say), sayField)
}

/** The names of a section's texts. */
type Name<Id extends HelpSection> = string &
  (HelpKey extends infer Key ? (Key extends `${Id}.${infer Rest}` ? Rest : never) : never)

/** Writes a section's texts by their names: a text alone, as paragraphs, as points, or as steps in order. */
type Writer<Id extends HelpSection> = {
  say(name: Name<Id>): ReactNode
  text(...names: Name<Id>[]): ReactNode
  points(...names: Name<Id>[]): ReactNode
  steps(...names: Name<Id>[]): ReactNode
}

function writerOf<Id extends HelpSection>(id: Id, renderAny: Say): Writer<Id> {
  const say = (name: string) => renderAny(`${id}.${name}` as HelpKey)
  const list = (names: string[]) => names.map((name) => <li key={name}>{say(name)}</li>)
  return {
    say,
    text: (...names) => names.map((name) => <p key={name}>{say(name)}</p>),
    points: (...names) => <ul>{list(names)}</ul>,
    steps: (...names) => <ol>{list(names)}</ol>,
  }
}

const bodies: { [Id in HelpSection]: (write: Writer<Id>, sayField: SayField) => ReactNode } = {
  support: ({ text, steps, points }) => (
    <>
      {text('intro')}
      {steps('start', 'write', 'answer')}
      <Picture name="support" />
      {points('everyone', 'closed', 'locked-out')}
    </>
  ),
  urgent: ({ text }) => (
    <>
      {text('intro')}
      <UrgentSituations />
      {text('then', 'other-way')}
    </>
  ),
  'sign-in': ({ text, steps, points }) => (
    <>
      {text('intro')}
      {steps('address', 'mail', 'code')}
      <Picture name="sign-in-code" />
      {points('limits', 'link', 'passkey', 'provider', 'session', 'settings')}
    </>
  ),
  mail: ({ say, text, steps, points }) => (
    <>
      {text('intro')}
      {steps('spam', 'address', 'again', 'filter')}
      <h3>{say('invitation')}</h3>
      {text('invitation-state', 'invitation-accept')}
      <h3>{say('notices')}</h3>
      {text('notices-text', 'still')}
      <h3>{say('confirm')}</h3>
      {text('confirm-why')}
      {points('confirm-yes', 'confirm-no', 'confirm-nothing')}
    </>
  ),
  notices: ({ say, text, points }) => (
    <>
      {text('intro', 'says')}
      {points('acknowledge', 'once', 'next', 'emergency', 'due', 'information', 'over')}
      <h3>{say('test')}</h3>
      {text('test-text')}
      <h3 id="drills" className="scroll-mt-6">
        {say('drills')}
      </h3>
      {text('drills-text', 'drills-answer')}
      <h3 id="endpoints" className="scroll-mt-6">
        {say('endpoints')}
      </h3>
      {text('endpoints-text', 'endpoints-how')}
      <h3>{say('bouncing')}</h3>
      {text('bouncing-text', 'bouncing-fix')}
    </>
  ),
  gate: ({ say, text, points }) => (
    <>
      {text('intro')}
      <Picture name="gate" />
      {points('one', 'progress', 'draft', 'submit', 'conflict')}
      {text('reach', 'opens')}
      <h3>{say('later')}</h3>
      {text('later-why')}
      {points('later-time', 'later-shut', 'later-more')}
    </>
  ),
  fields: ({ say, text, points }, sayField) => (
    <>
      <p>{sayField('intro')}</p>
      {fieldIds.map((field) => (
        <Field key={field} field={field} say={sayField} />
      ))}
      <h3>{say('addresses')}</h3>
      <Picture name="field" />
      {points(
        'addresses-plain',
        'addresses-label',
        'addresses-asked',
        'addresses-refused',
        'addresses-confirmed',
      )}
      <h3>{say('check')}</h3>
      {text('check-why')}
      {points('check-click', 'check-look', 'check-submit')}
    </>
  ),
  users: ({ say, text, steps, points }) => (
    <>
      {text('intro')}
      <Roles say={say} />
      <h3>{say('invite')}</h3>
      {steps('invite-open', 'invite-write', 'invite-send')}
      <Picture name="users" />
      {text('ask')}
      <h3>{say('leave')}</h3>
      {points('leave-remove', 'leave-alerts', 'leave-address', 'leave-owner', 'leave-erase')}
    </>
  ),
  environments: ({ text, points }) => (
    <>
      {text('intro')}
      <Picture name="sandbox" />
      {points('same', 'alerts', 'quiet', 'together')}
    </>
  ),
}

async function UrgentSituations() {
  const situations = await getTranslations('cases.situations')
  return (
    <ul>
      {urgentSituations.map((situation) => (
        <li key={situation}>{situations(situation)}</li>
      ))}
    </ul>
  )
}

type Mark = { key: 'production' | 'if-asked' | 'private' | 'public'; icon: IconName }

/** What is special about a field. */
function markOf(field: FieldId): Mark | null {
  const { audience, only, required } = rowOf(field)
  if (audience) return { key: audience, icon: audience === 'public' ? 'globe' : 'lock' }
  const key = only ?? (required === 'by-type' ? 'if-asked' : null)
  return key && { key, icon: 'information' }
}

async function Field({ field, say }: { field: FieldId; say: SayField }) {
  const t = await getTranslations('help')
  const mark = markOf(field)
  return (
    <>
      <h3 id={`field-${field}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {say(`${field}.name`)}
        {mark ? <Badge icon={mark.icon}>{t(`fields.${mark.key}`)}</Badge> : null}
      </h3>
      <p>{say(`${field}.help`)}</p>
      <p>
        <strong>{t('goodChoice')}</strong> {say(`${field}.choice`)}
      </p>
    </>
  )
}

async function Roles({ say }: Pick<Writer<'users'>, 'say'>) {
  const roles = await getTranslations('common.roles')
  return (
    <ul>
      {memberRoles.map((role) => (
        <li key={role}>
          <strong>{roles(role)}:</strong> {say(role)}
        </li>
      ))}
    </ul>
  )
}
