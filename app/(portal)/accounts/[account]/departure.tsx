import { getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup, FormSelect } from '#/components/form/form-field.tsx'
import { namePurpose } from '#/components/notices/notice-names.ts'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import type { Reader } from '#/db/store/store.ts'
import {
  type AccountGrant,
  asEditor,
  asOwner,
  ownMembership,
  unlessReadOnly,
} from '#/lib/accounts/access/grants.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { maxWithoutSearch, membersPlace } from '#/lib/accounts/members/list.ts'
import { fieldsMissingWithout, isLastOwner } from '#/lib/accounts/members/policy.ts'
import { findAlertRoles, findOwnFields } from '#/lib/accounts/members/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { findAlertTargetWithout } from '#/lib/notices/routing/reach-queries.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { isFormRefused } from '#/lib/platform/lists/refused-form.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { contactsPath, usersPath } from './paths.ts'
import { leaveAccountAction, removeMemberAction } from './users-actions.ts'

type Departure = { member: Member; kind: 'Remove' | 'Leave' }

/** The member in the page's address: `?remove=<user id>`, for owners, or `?leave`. Null if it names no member. */
export function findDeparture(grant: AccountGrant, query: PageQuery): Departure | null {
  const ownId = ownMembership(grant)?.userId
  const userId = asOwner(grant) && query.remove !== undefined ? query.remove : ownId
  const leaving = userId === ownId
  if (leaving && (!ownId || (query.leave === undefined && query.remove !== ownId))) return null
  const member = grant.members.find((one) => one.userId === userId)
  return member ? { member, kind: leaving ? 'Leave' : 'Remove' } : null
}

type DepartureProps = Departure & { grant: AccountGrant; read: Reader; query: PageQuery }

/** Asks for confirmation before a member leaves or is removed, and explains the effects (product.md, Users tab). */
export async function DepartureQuestion({ grant, read, query, member, kind }: DepartureProps) {
  const { account } = grant
  const t = await getTranslations('users.question')
  const words = { name: member.name || member.email, email: member.email, account: account.name }
  const title = kind === 'Remove' ? t('remove', words) : t('leave', words)
  // The focus goes back to the control that led here.
  const place = membersPlace(usersPath(grant), query)
  const back = `${place.href()}#${kind === 'Remove' ? `remove-${member.userId}` : 'leave'}`
  const others = grant.members.filter(({ userId }) => userId !== member.userId)
  const handsOver = isLastOwner(grant.members, member.userId)
  if (handsOver && others.length === 0) {
    return (
      <section className="flex max-w-measure flex-col gap-5">
        <PageHeader level={2} title={title} asks />
        <Banner meaning="information" title={t('lastOwnerTitle')}>
          {t('lastOwnerAlone', words)}
        </Banner>
        <p>
          <ButtonLink href={place.href({ invite: '1' })}>{t('invite')}</ButtonLink>
        </p>
      </section>
    )
  }
  const { missing, losesAlerts, follows, alertsThen, stays, isAlert } = await previewDeparture(
    { grant, read, member, kind },
    words,
  )
  const asks = { alertTo: losesAlerts && asEditor(grant) !== null && others.length > 0, ownerTo: handsOver }
  const action = kind === 'Remove' ? removeMemberAction : leaveAccountAction
  return (
    <section className="flex max-w-measure flex-col gap-5">
      <PageHeader level={2} title={title} asks={!(await isFormRefused())} />
      <p>{kind === 'Remove' ? t('removeText', words) : t('leaveText', words)}</p>
      {missing ? (
        <Banner meaning="attention" title={t('missing', { fields: missing.fields })}>
          <p>
            {t(`missing${kind}`, words)} {alertsThen}
          </p>
          {missing.due ? <p>{missing.due}</p> : null}
        </Banner>
      ) : null}
      {follows.length > 0 ? (
        <ul className="list-disc pl-5">
          {follows.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      {stays.length > 0 ? (
        <Banner meaning="information" title={t(`stays${kind}`, words)}>
          <p>{t('staysText')}</p>
          <ul className="list-disc pl-5">
            {stays.map(({ name, href }) => (
              <li key={href}>
                <Link href={href}>{name}</Link>
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
      <ActionForm
        action={unlessReadOnly(grant, action)}
        id="departure"
        labels={{ ownerTo: t('ownerTo.name'), alertTo: t('alertTo.name') }}
        hidden={{
          account: account.slug,
          userId: member.userId,
          at: place.at,
          asked: isAlert ? 'alert' : '',
          chooses:
            asks.alertTo && asks.ownerTo ? 'both' : asks.alertTo ? 'alertTo' : asks.ownerTo ? 'ownerTo' : '',
        }}
        submit={t(`confirm${kind}`, words)}
        variant="danger"
        cancel={back}
      >
        {asks.ownerTo ? <Successors name="ownerTo" members={others} /> : null}
        {asks.alertTo ? <Successors name="alertTo" members={others} mayBeNobody /> : null}
      </ActionForm>
    </section>
  )
}

type SuccessorsProps = { name: 'alertTo' | 'ownerTo'; members: readonly Member[]; mayBeNobody?: boolean }

async function Successors({ name, members, mayBeNobody = false }: SuccessorsProps) {
  const t = await getTranslations(`users.question.${name}`)
  const question = await getTranslations('users.question')
  const roles = await getTranslations('common.roles')
  const options = members.map(({ userId, email, name, role }) => ({
    value: userId,
    label: name || email,
    hint: [name && email, roles(role)].filter(Boolean).join(' · '),
  }))
  const nobody = { value: 'nobody', label: question('nobodyYet'), hint: question('nobodyYetHint') }
  if (members.length > maxWithoutSearch) {
    return (
      <FormSelect
        name={name}
        label={t('label')}
        hint={t('hint')}
        options={[
          { value: '', label: question('choose') },
          ...(mayBeNobody ? [{ value: nobody.value, label: nobody.label }] : []),
          ...options.map(({ value, label, hint }) => ({ value, label: `${label} · ${hint}` })),
        ]}
      />
    )
  }
  return (
    <FormRadioGroup
      name={name}
      legend={t('label')}
      hint={t('hint')}
      options={mayBeNobody ? [...options, nobody] : options}
    />
  )
}

async function previewDeparture(
  { grant, read, member, kind }: Omit<DepartureProps, 'query'>,
  words: { name: string; account: string },
) {
  const t = await getTranslations('users.question')
  const format = await getFormatter()
  const { completionDays } = await currentSettings()
  const alert = await findAlertRoles(read, grant, member.userId)
  const lost = fieldsMissingWithout(grant, member.userId)
  const { dueAt } = nextDueState(grant.account, lost, now(), completionDays)
  const at =
    !grant.locked && dueAt !== null && format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' })
  const alertsTo = await findAlertTargetWithout(read, grant, member.userId)
  const alertsThen =
    alertsTo === null
      ? t('alertsThen.nobody')
      : alertsTo === 'alerts'
        ? t('alertsThen.others')
        : t('alertsThen.next', { target: await namePurpose(alertsTo) })
  const own = await findOwnFields(read, grant, member.email)
  const names = await listFieldNames(own)
  return {
    isAlert: alert.submitted || alert.drafted,
    losesAlerts: lost.includes('alerts'),
    alertsThen,
    /** The required fields that become empty, and their deadline. */
    missing: lost.length > 0 && {
      fields: format.list(await listFieldNames(lost)),
      due: at && t('missingDue', { at, zone: await nameReaderZone(), account: words.account }),
    },
    follows: [
      alert.submitted && lost.length === 0 ? `${t(`alert${kind}`, words)} ${alertsThen}` : '',
      alert.drafted ? t(`draft${kind}`, words) : '',
      member.role === 'owner' && !isLastOwner(grant.members, member.userId) ? t(`owner${kind}`, words) : '',
      member.role === 'owner' ? t(`invitations${kind}`, words) : '',
    ].filter(Boolean),
    /** The fields that keep the person's address as a free one. */
    stays: own.map((field, index) => ({
      name: names[index] ?? field,
      href: `${contactsPath(grant)}#${field}`,
    })),
  }
}
