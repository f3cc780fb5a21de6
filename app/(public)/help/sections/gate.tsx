import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function GateSection({ say }: SectionProps) {
  return (
    <Section id="gate" say={say}>
      <p>{say('gate.intro')}</p>
      <Picture name="gate" />
      <Points say={say} keys={['gate.one', 'gate.progress', 'gate.draft', 'gate.submit', 'gate.conflict']} />
      <p>{say('gate.reach')}</p>
      <p>{say('gate.opens')}</p>
      <h3>{say('gate.later')}</h3>
      <p>{say('gate.later-why')}</p>
      <Points say={say} keys={['gate.later-time', 'gate.later-shut', 'gate.later-more']} />
    </Section>
  )
}
