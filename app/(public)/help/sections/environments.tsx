import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function EnvironmentsSection({ say }: SectionProps) {
  return (
    <Section id="environments" say={say}>
      <p>{say('environments.intro')}</p>
      <Picture name="sandbox" />
      <Points
        say={say}
        keys={['environments.same', 'environments.alerts', 'environments.quiet', 'environments.together']}
      />
    </Section>
  )
}
