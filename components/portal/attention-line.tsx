import type { ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import { type Meaning, meaningInk } from '#/components/ui/meaning.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { Attention } from '#/lib/attention/policy.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type AttentionAction = 'acknowledge' | 'try' | 'ask' | 'confirm' | 'submit' | 'drill'

export type LineProps = {
  grant: AccountGrant
  actions: Record<AttentionAction, FormAction> | null
  first: boolean
}

export type Of<Kind extends Attention['kind']> = LineProps & { line: Extract<Attention, { kind: Kind }> }

type LineLook = {
  meaning: Meaning
  icon?: IconName
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** One line of the list: what is wrong, and beside it what to do. */
export function AttentionLine({ meaning, icon, title, children, actions }: LineLook) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-4 sm:px-6">
      <div className="flex min-w-0 max-w-measure flex-1 basis-72 gap-3">
        <span className={`flex h-6 items-center ${meaningInk[meaning]}`}>
          <Icon name={icon ?? meaning} />
        </span>
        <div className="min-w-0">
          <div className="wrap-anywhere font-semibold">{title}</div>
          {children ? <div className="wrap-anywhere text-muted text-small">{children}</div> : null}
        </div>
      </div>
      {actions ? (
        <div className="flex flex-wrap items-start gap-2 max-sm:pl-8 print:hidden">{actions}</div>
      ) : null}
    </li>
  )
}

type LineFormProps = LineProps & {
  act: AttentionAction
  /** Tells equal buttons apart: the form's id, and what the button's name adds to its text. */
  id: string
  of?: string | undefined
  hidden?: Record<string, string | number>
  version?: number | undefined
  ended?: boolean
  children: string
}

/** A line's action as a form; afterwards the overview says what follows. */
export function LineForm(props: LineFormProps) {
  const { grant, actions, first, act, id, of, hidden, version, ended, children } = props
  return (
    <ActionForm
      action={actions?.[act] ?? null}
      id={id}
      hidden={{ account: grant.account.slug, from: 'overview', ...hidden }}
      version={version}
      ended={ended}
      submit={children}
      named={of && `${children}: ${of}`}
      size="small"
      variant={first ? 'primary' : 'secondary'}
    />
  )
}
