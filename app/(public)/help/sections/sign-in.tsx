import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function SignInSection({ say }: SectionProps) {
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
