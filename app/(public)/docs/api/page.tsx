import Link from 'next/link'
import { definePage } from '#/app/define-page.tsx'
import { Description, Name } from '#/components/api-docs/description.tsx'
import { Operation } from '#/components/api-docs/operation.tsx'
import { Refusals } from '#/components/api-docs/refusals.tsx'
import type { Shown } from '#/components/api-docs/shown.ts'
import { readApiWords } from '#/components/api-docs/words.ts'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ReadingShell } from '#/components/shell/reading-shell.tsx'
import { PageContents } from '#/components/ui/page-contents.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { env } from '#/env.ts'
import { currentDocument, operations } from '#/lib/api/openapi/operations.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'

/** The API for readers, public: the same description that programs read (notices.md, The rest of the API). */
export default definePage('/docs/api', anybody, async () => {
  const t = await readApiWords()
  const { info, tags, paths, components } = currentDocument()
  const shown = operations.flatMap(({ path, method, key }): Shown[] => {
    const operation = paths[path]?.[method]
    return operation ? [{ path, method, key, operation }] : []
  })
  const groups = tags.map((tag) => ({
    ...tag,
    shown: shown.filter(({ operation }) => operation.tags[0] === tag.name),
  }))
  const rest = { origin: env.APP_URL, schemas: components.schemas, t }
  return (
    <ReadingShell back={{ href: '/help', label: t('help') }}>
      <PageTitle parts={[t('title')]} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <div className="lg:col-start-2">
          <PageHeader title={t('title')} description={t('lead')} />
        </div>
        <div className="lg:row-span-2 lg:row-start-1">
          <PageContents
            title={t('contents')}
            items={[
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
            ]}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-12">
          <div className="flex flex-col gap-4">
            <Description text={info.description} />
            <p className="max-w-measure">
              {t.rich('machineReadable', {
                link: () => (
                  <Link href="/api/v1/openapi.json" prefetch={false}>
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
                <Description text={description} />
              </div>
              {shown.map((one) => (
                <Operation key={one.operation.operationId} shown={one} {...rest} />
              ))}
            </section>
          ))}
          <Refusals {...rest} />
        </div>
      </div>
    </ReadingShell>
  )
})

function toAnchor(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}
