import { getTranslations } from 'next-intl/server'
import { urgentSituations } from '#/db/words/cases.ts'
import { Section, type SectionProps } from './section.tsx'

export async function UrgentSection({ say }: SectionProps) {
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
