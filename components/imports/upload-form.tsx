import { getTranslations } from 'next-intl/server'
import { UploadingForm } from '#/components/form/plain-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Field } from '#/components/ui/field.tsx'
import { FileInput } from '#/components/ui/file-input.tsx'
import { uploadLimits } from '#/db/words/imports.ts'

type UploadFormProps = {
  /** Takes the post; a plain form, so that a browser shows how far a large file is. */
  action: string
  template: string
  /** Why what was sent last could not be taken at all. */
  refused: 'nothing' | 'too-large' | 'broken' | undefined
}

const words = { nothing: 'nothing', 'too-large': 'tooLarge', broken: 'broken' } as const

/** Chooses a file of accounts and sends it to be checked. */
export async function UploadForm({ action, template, refused }: UploadFormProps) {
  const t = await getTranslations('imports.upload')
  const limits = { megabytes: uploadLimits.bytes / 1024 / 1024, rows: uploadLimits.rows }
  const why = refused && words[refused]
  return (
    <Card title={t('title')}>
      {why ? (
        <Banner meaning="bad" role="alert" title={t(why)}>
          {t(`${why}Text`, limits)}
        </Banner>
      ) : null}
      <UploadingForm action={action} className="flex flex-col gap-5">
        <Field name="file" label={t('file')} hint={t('hint', limits)} required>
          {(control) => <FileInput {...control} accept=".csv,.tsv,.txt,text/csv" />}
        </Field>
        <ButtonRow>
          <Button variant="primary">{t('action')}</Button>
          <ButtonLink href={template} prefetch={false} download>
            {t('template')}
          </ButtonLink>
        </ButtonRow>
      </UploadingForm>
    </Card>
  )
}
