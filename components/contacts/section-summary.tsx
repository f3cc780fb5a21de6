import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import { EditLink } from './section-links.tsx'

type SectionSummaryProps = {
  field: FieldId
  name: string
  mark: 'private' | 'public' | undefined
  /** The result of the last command on this field. */
  done: ReactNode
  /** The page that shows the field as a form; null without the right, or in Sandbox. */
  edit: { path: string } | null
  /** The same page in Production, where a field of Sandbox can be set. */
  sandboxHref: string | null
  test: ReactNode
  draft: ReactNode
  children: ReactNode
}

/** One field to read: its values, its draft, and the way to change it. */
export async function SectionSummary(props: SectionSummaryProps) {
  const { field, name, mark, edit, sandboxHref } = props
  const t = await getTranslations('contacts')
  return (
    <section
      id={field}
      tabIndex={-1}
      aria-labelledby={`${field}-title`}
      className="@container scroll-mt-24 p-4 outline-none sm:p-6"
    >
      {props.done ? <div className="mb-4">{props.done}</div> : null}
      <div className="grid gap-x-6 gap-y-2 @3xl:grid-cols-[14rem_minmax(0,1fr)_auto]">
        <div className="flex flex-wrap content-start items-center gap-x-2 gap-y-1">
          <h2 id={`${field}-title`} className="font-semibold text-base">
            {name}
          </h2>
          {mark ? <Badge icon={mark === 'public' ? 'globe' : 'lock'}>{t(`details.${mark}`)}</Badge> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {props.children}
          {sandboxHref ? (
            <p className="text-small">
              {t('form.alertsSandbox')} <a href={sandboxHref}>{t('form.switchToProduction')}</a>
            </p>
          ) : null}
          {props.draft}
        </div>
        {edit || props.test ? (
          <div className="flex flex-wrap items-start gap-2 @3xl:flex-col @3xl:items-end">
            {edit ? (
              <EditLink field={field} path={edit.path} aria-label={t('section.editOf', { field: name })}>
                {t('section.edit')}
              </EditLink>
            ) : null}
            {props.test}
          </div>
        ) : null}
      </div>
    </section>
  )
}
