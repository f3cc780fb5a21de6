import { Points, Section, type SectionProps } from './section.tsx'

export function MailSection({ say }: SectionProps) {
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
