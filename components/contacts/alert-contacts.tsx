'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Choice } from '#/components/ui/choice.tsx'
import { FormFieldset, TestButton, useContactFields } from './form-parts.tsx'

export type AlertChoice = {
  userId: string
  name: string
  email: string
  role: string
  /** Since when and why the address bounces, and what to do; null if it does not. */
  bounce: ReactNode
}

type AlertContactsProps = {
  chosen: readonly string[]
  members: readonly AlertChoice[]
  environment: 'production' | 'sandbox'
  usersHref: string
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
          <ul className="divide-y divide-line rounded-box border border-line px-3">
            {members.map((member) => (
              <li key={member.userId}>
                <Choice
                  type="checkbox"
                  name="alerts"
                  id={`alerts-${member.userId}`}
                  value={member.userId}
                  label={<MemberName {...member} />}
                  hint={
                    <>
                      {member.name ? (
                        <>
                          <span className={member.bounce ? 'text-bad' : ''}>{member.email}</span> ·{' '}
                        </>
                      ) : null}
                      {member.role}
                      {member.bounce ? <span className="block text-bad">{member.bounce}</span> : null}
                    </>
                  }
                  defaultChecked={chosen.includes(member.userId)}
                />
              </li>
            ))}
          </ul>
          <p className="text-small">
            <Link href={props.usersHref}>{texts.inviteMissing}</Link>
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

function MemberName({ name, email, bounce }: AlertChoice) {
  const { texts } = useContactFields()
  if (!bounce) return name || email
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className="text-bad">{name || email}</span> <Badge meaning="bad">{texts.bouncing}</Badge>
    </span>
  )
}
