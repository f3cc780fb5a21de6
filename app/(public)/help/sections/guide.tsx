import { getTranslations } from 'next-intl/server'
import { urgentSituations } from '#/db/words/cases.ts'
import { Picture } from './picture.tsx'
import {
  EnvironmentsSection,
  FieldsSection,
  GateSection,
  NoticesSection,
  UsersSection,
} from './portal-guide.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function Guide({ say }: SectionProps) {
  return (
    <>
      <SupportSection say={say} />
      <UrgentSection say={say} />
      <SignInSection say={say} />
      <MailSection say={say} />
      <NoticesSection say={say} />
      <GateSection say={say} />
      <FieldsSection say={say} />
      <UsersSection say={say} />
      <EnvironmentsSection say={say} />
    </>
  )
}

function SupportSection({ say }: SectionProps) {
  return (
    <Section id="support" say={say}>
      <p>{say('support.intro')}</p>
      <Points say={say} ordered keys={['support.start', 'support.write', 'support.answer']} />
      <Picture name="support" />
      <Points say={say} keys={['support.everyone', 'support.closed', 'support.locked-out']} />
    </Section>
  )
}

async function UrgentSection({ say }: SectionProps) {
  const situations = await getTranslations('cases.situations')
  return (
    <Section id="urgent" say={say}>
      <p>{say('urgent.intro')}</p>
      <ul>
        {urgentSituations.map((situation) => (
          <li key={situation}>{situations(situation)}</li>
        ))}
      </ul>
      <p>{say('urgent.then')}</p>
      <p>{say('urgent.other-way')}</p>
    </Section>
  )
}

function SignInSection({ say }: SectionProps) {
  return (
    <Section id="sign-in" say={say}>
      <p>{say('sign-in.intro')}</p>
      <Points say={say} ordered keys={['sign-in.address', 'sign-in.mail', 'sign-in.code']} />
      <Picture name="sign-in-code" />
      <Points
        say={say}
        keys={[
          'sign-in.limits',
          'sign-in.link',
          'sign-in.passkey',
          'sign-in.provider',
          'sign-in.session',
          'sign-in.settings',
        ]}
      />
    </Section>
  )
}

function MailSection({ say }: SectionProps) {
  return (
    <Section id="mail" say={say}>
      <p>{say('mail.intro')}</p>
      <Points say={say} ordered keys={['mail.spam', 'mail.address', 'mail.again', 'mail.filter']} />
      <h3>{say('mail.invitation')}</h3>
      <p>{say('mail.invitation-state')}</p>
      <p>{say('mail.invitation-accept')}</p>
      <h3>{say('mail.notices')}</h3>
      <p>{say('mail.notices-text')}</p>
      <p>{say('mail.still')}</p>
      <h3>{say('mail.confirm')}</h3>
      <p>{say('mail.confirm-why')}</p>
      <Points say={say} keys={['mail.confirm-yes', 'mail.confirm-no', 'mail.confirm-nothing']} />
    </Section>
  )
}
