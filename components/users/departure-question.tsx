import Link from 'next/link'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** What a departure changes, found out before it is asked about. `missing`: the names of fields it leaves missing. */
export type Departure = {
  kind: 'Remove' | 'Leave'
  member: Member
  lastOwner: boolean
  alert: { submitted: boolean; drafted: boolean }
  /** The fields where their own address stands as a free one, and stays. */
  stays: { name: string; href: string }[]
  missing: string[]
  /** Who takes automated alerts then: the name of their field, `others` for the other alert contacts, null for nobody. */
  alertsTo: { others: true } | { target: string } | null
  dueAt: number | null
}

type DepartureQuestionProps = Departure & {
  account: { slug: string; name: string }
  /** Where "Cancel" leads. */
  path: string
  /** Null for who may only look. */
  action: FormAction | null
}

/** Asks before a member is removed, or leaves, and says what follows (product.md, Users tab). */
export async function DepartureQuestion(props: DepartureQuestionProps) {
  const { kind, member, lastOwner, alert, stays, missing, alertsTo, dueAt, account, path, action } = props
  const t = await getTranslations('users.question')
  const format = await getFormatter()
  const words = { name: member.name || member.email, email: member.email, account: account.name }
  const title = kind === 'Remove' ? t('remove', words) : t('leave', words)
  if (lastOwner) {
    return (
      <section className="flex max-w-measure flex-col gap-5">
        <h2 className="text-title">{title}</h2>
        <Banner meaning="information" title={t('lastOwnerTitle')}>
          {t('lastOwnerRemove', words)}
        </Banner>
        <p>
          <ButtonLink href={path}>{t('back')}</ButtonLink>
        </p>
      </section>
    )
  }
  const alertsThen =
    alertsTo === null
      ? t('alertsThen.nobody')
      : 'target' in alertsTo
        ? t('alertsThen.next', alertsTo)
        : t('alertsThen.others')
  const follows = [
    alert.submitted && missing.length === 0 ? `${t(`alert${kind}`, words)} ${alertsThen}` : '',
    alert.drafted ? t(`draft${kind}`, words) : '',
    member.role === 'owner' ? t(`owner${kind}`, words) : '',
    member.role === 'owner' ? t(`invitations${kind}`, words) : '',
  ].filter(Boolean)
  return (
    <section className="flex max-w-measure flex-col gap-5">
      <h2 className="text-title">{title}</h2>
      <p>{kind === 'Remove' ? t('removeText', words) : t('leaveText', words)}</p>
      {missing.length > 0 ? (
        <Banner meaning="attention" title={t('missing', { fields: format.list(missing) })}>
          <p>
            {t(`missing${kind}`, words)} {alertsThen}
          </p>
          {dueAt === null ? null : (
            <p>
              {t('missingDue', {
                at: format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' }),
                zone: await getTimeZone(),
                account: account.name,
              })}
            </p>
          )}
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
        action={action}
        id="departure"
        hidden={{
          account: account.slug,
          userId: member.userId,
          asked: alert.submitted || alert.drafted ? 'alert' : '',
        }}
        submit={t(`confirm${kind}`, words)}
        variant="danger"
        cancel={{ href: path, label: t('cancel') }}
      />
    </section>
  )
}
