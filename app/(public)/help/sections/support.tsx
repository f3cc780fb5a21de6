import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function SupportSection({ say }: SectionProps) {
  return (
    <Section id="support" say={say}>
      <p>{say('support.intro')}</p>
      <Points say={say} ordered keys={['support.start', 'support.write', 'support.answer']} />
      <Picture name="support" />
      <Points say={say} keys={['support.everyone', 'support.closed', 'support.locked-out']} />
    </Section>
  )
}
