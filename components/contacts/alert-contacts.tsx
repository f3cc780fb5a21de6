'use client'

import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { FormFieldset, TestButton, useContactFields } from './form-parts.tsx'
import { type AlertChoice, MemberName, MemberPicker } from './member-picker.tsx'

type AlertContactsProps = {
  chosen: readonly string[]
  members: readonly AlertChoice[]
  environment: 'production' | 'sandbox'
  /** Where somebody is invited, or where an owner is asked to do it. */
  invite: { href: string; isOwner: boolean }
  productionHref: string
}

/** Chooses the members who get automated alerts; read-only in Sandbox (product.md, Environments). */
export function AlertContacts(props: AlertContactsProps) {
  const { texts, withTest } = useContactFields()
  const { chosen, members } = props
  const sandbox = props.environment === 'sandbox'
  const serving = members.filter(({ userId }) => chosen.includes(userId))
  return (
    <FormFieldset field="alerts" required>
      {sandbox ? (
        <>
          <Banner
            meaning="information"
            title={texts.alertsSandbox}
            action={
              <a href={props.productionHref} className="text-small">
                {texts.switchToProduction}
              </a>
            }
          />
          {serving.length > 0 ? (
            <ul>
              {serving.map((member) => (
                <li key={member.userId}>
                  <MemberName {...member} />
                </li>
              ))}
            </ul>
          ) : (
            <p>{texts.nobodyChosen}</p>
          )}
        </>
      ) : (
        <>
          <MemberPicker members={members} chosen={chosen} />
          <p className="text-small">
            <Link href={props.invite.href}>
              {props.invite.isOwner ? texts.inviteMissing : texts.askMissing}
            </Link>
          </p>
        </>
      )}
      {withTest ? (
        <div>
          <TestButton field="alerts" />
        </div>
      ) : null}
    </FormFieldset>
  )
}
