import { listShapes } from '#/lib/api/openapi/fields.ts'
import { problemCodes } from '#/lib/api/openapi/problem-codes.ts'
import { Line, Name } from './description.tsx'
import { Entries } from './entries.tsx'
import { AnswerFields } from './fields.tsx'
import type { Surroundings } from './shown.ts'

/** What every refusal looks like, and the codes that say what is wrong with a field. */
export function Refusals({ schemas, t }: Omit<Surroundings, 'origin'>) {
  const [problem] = listShapes({ $ref: '#/components/schemas/Problem' }, schemas)
  return (
    <section aria-labelledby="refusals" className="flex min-w-0 flex-col gap-4">
      <h2 id="refusals" className="scroll-mt-6 text-title">
        {t('refusals')}
      </h2>
      <p className="max-w-measure">
        {t.rich('refusalsLead', { type: () => <Name>application/problem+json</Name> })}
      </p>
      {problem ? (
        <AnswerFields label={t('fieldsOf', { shape: 'Problem' })} fields={problem.fields} t={t} />
      ) : null}
      <h3 className="mt-4 text-large">{t('codes')}</h3>
      <Entries
        label={t('codes')}
        entries={Object.entries(problemCodes).map(([name, text]) => ({
          name,
          meaning: <Line text={text} />,
        }))}
      />
    </section>
  )
}
