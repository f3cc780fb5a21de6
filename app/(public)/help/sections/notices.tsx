import { Points, Section, type SectionProps } from './section.tsx'

export function NoticesSection({ say }: SectionProps) {
  return (
    <Section id="notices" say={say}>
      <p>{say('notices.intro')}</p>
      <p>{say('notices.says')}</p>
      <Points
        say={say}
        keys={[
          'notices.acknowledge',
          'notices.once',
          'notices.next',
          'notices.emergency',
          'notices.due',
          'notices.over',
        ]}
      />
      <h3>{say('notices.test')}</h3>
      <p>{say('notices.test-text')}</p>
      <h3 id="drills" className="scroll-mt-6">
        {say('notices.drills')}
      </h3>
      <p>{say('notices.drills-text')}</p>
      <p>{say('notices.drills-answer')}</p>
      <h3>{say('notices.bouncing')}</h3>
      <p>{say('notices.bouncing-text')}</p>
      <p>{say('notices.bouncing-fix')}</p>
    </Section>
  )
}
