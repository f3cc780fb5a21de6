import { getTranslations } from 'next-intl/server'
import { Button } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { RadioGroup } from '#/components/ui/radio-group.tsx'
import type { IntegrationType } from '#/lib/accounts/account/standing.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'

/** Chooses another rule for a type; the page it leads to shows what that would change, before it is. */
export async function RuleChoice({ type, path }: { type: IntegrationType; path: string }) {
  const t = await getTranslations('adminSettings.types')
  return (
    <Card
      title={t('form.rule')}
      description={t('type.ruleText', { rule: t(`rules.${type.merchantIssues}`) })}
    >
      <form method="get" action={path} className="flex flex-col gap-4">
        <RadioGroup
          name="to"
          legend={t('form.rule')}
          defaultValue={type.merchantIssues}
          options={merchantIssuesRules.map((rule) => ({
            value: rule,
            label: t(`rules.${rule}`),
            hint: t(`ruleHints.${rule}`),
          }))}
        />
        <div>
          <Button>{t('type.next')}</Button>
        </div>
      </form>
    </Card>
  )
}
