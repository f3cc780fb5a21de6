import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { OperationSection } from '#/components/api-docs/operation.tsx'
import {
  ApiDescription,
  Entries,
  Fields,
  Name,
  type Shown,
  type ShownProps,
  TextLine,
} from '#/components/api-docs/parts.tsx'
import { ReadingShell } from '#/components/shell/reading-shell.tsx'
import { Link } from '#/components/ui/link.tsx'
import { env } from '#/env.ts'
import { listShapes } from '#/lib/api/openapi/fields.ts'
import { currentDocument, operations } from '#/lib/api/openapi/operations.ts'
import { problemCodes } from '#/lib/api/openapi/problem-codes.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'

/** The public API documentation, from the same description that programs read (notices.md, The rest of the API). */
export default definePage('/docs/api', anybody, async () => {
  const t = await getTranslations('apiDocs')
  const { info, tags, paths, components } = currentDocument()
  const shown = operations.flatMap(({ path, method, key }): Shown[] => {
    const operation = paths[path]?.[method]
    return operation ? [{ path, method, key, operation }] : []
  })
  const groups = tags.map((tag) => ({
    ...tag,
    shown: shown.filter(({ operation }) => operation.tags[0] === tag.name),
  }))
  const { schemas } = components
  return (
    <ReadingShell
      back={{ href: '/help', label: t('help') }}
      title={t('title')}
      lead={t('lead')}
      contents={{
        title: t('contents'),
        items: [
          ...groups.map(({ name, shown }) => ({
            id: toAnchor(name),
            label: name,
            lang: 'en',
            items: shown.map(({ operation }) => ({
              id: operation.operationId,
              label: operation.summary,
              lang: 'en',
            })),
          })),
          { id: 'refusals', label: t('refusals') },
        ],
      }}
    >
      <div className="flex min-w-0 flex-col gap-10">
        <div className="flex flex-col gap-4">
          <ApiDescription text={info.description} />
          <p className="max-w-measure">
            {t.rich('machineReadable', {
              link: () => (
                <Link href="/api/v1/openapi.json">
                  <Name>/api/v1/openapi.json</Name>
                </Link>
              ),
            })}
          </p>
          <p className="max-w-measure">
            {t.rich('keyVariable', { command: () => <Name>export RECAPITO_KEY=…</Name> })}
          </p>
        </div>
        {groups.map(({ name, description, shown }) => (
          <section key={name} aria-labelledby={toAnchor(name)} className="flex min-w-0 flex-col gap-10">
            <div className="flex flex-col gap-2">
              <h2 id={toAnchor(name)} lang="en" className="scroll-mt-6 text-title">
                {name}
              </h2>
              <ApiDescription text={description} />
            </div>
            {shown.map((one) => (
              <OperationSection
                key={one.operation.operationId}
                shown={one}
                schemas={schemas}
                origin={env.APP_URL}
              />
            ))}
          </section>
        ))}
        <Refusals schemas={schemas} />
      </div>
    </ReadingShell>
  )
})

function toAnchor(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

/** Documents the body of refusals, and the codes of field errors. */
async function Refusals({ schemas }: Pick<ShownProps, 'schemas'>) {
  const t = await getTranslations('apiDocs')
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
        <Fields label={t('fieldsOf', { shape: 'Problem' })} fields={problem.fields} answered />
      ) : null}
      <h3 className="mt-4 text-large">{t('codes')}</h3>
      <Entries
        label={t('codes')}
        entries={Object.entries(problemCodes).map(([name, text]) => ({
          name,
          meaning: <TextLine text={text} />,
        }))}
      />
    </section>
  )
}
