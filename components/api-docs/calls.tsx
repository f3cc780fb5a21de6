import { CodeBlock } from '#/components/ui/code-block.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { curlOf } from '#/lib/api/openapi/curl.ts'
import { DocsPart } from './part.tsx'
import type { Shown, Surroundings } from './shown.ts'
import type { ApiWords } from './words.ts'

/** How an operation is called from a shell: once to see, and more when asked for. */
export function Calls({ shown, origin, t }: { shown: Shown } & Omit<Surroundings, 'schemas'>) {
  const [first, ...others] = listCalls(shown, origin)
  return (
    <DocsPart title={t('call')}>
      {first ? <Call {...first} t={t} /> : null}
      {others.length > 0 ? (
        <Disclosure summary={t('moreCalls', { count: others.length })}>
          <div className="flex flex-col gap-4">
            {others.map((call) => (
              <Call key={call.code} {...call} t={t} />
            ))}
          </div>
        </Disclosure>
      ) : null}
    </DocsPart>
  )
}

type CallText = { summary: string; code: string }

function listCalls(shown: Shown, origin: string): CallText[] {
  const content = Object.entries(shown.operation.requestBody?.content ?? {})
  const calls = content.flatMap(([type, { examples }]) =>
    Object.values(examples).map(({ summary, value }) => ({
      summary,
      code: curlOf(shown, { origin, type, value }),
    })),
  )
  // Named unlike the operation itself: both are regions.
  const summary = `With curl: ${shown.operation.summary}`
  return calls.length > 0 ? calls : [{ summary, code: curlOf(shown, { origin }) }]
}

function Call({ summary, code, t }: CallText & { t: ApiWords }) {
  return (
    <CodeBlock
      title={<span lang="en">{summary}</span>}
      code={code}
      copy={{ label: t('copy'), copied: t('copied') }}
    />
  )
}
