import type { ReportedRecipient } from '#/lib/notices/formats/bounce-report.ts'

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
type BounceAction = (typeof actions)[number]

/** What a report says of one recipient (RFC 3464, 2.3); `status` x.y.z, empty where it names none. */
export type BouncedRecipient = {
  recipient: string
  action: BounceAction
  status: string
  diagnostic: string
}

/** A recipient as its report has it. An action that RFC 3464 does not know is judged by the class of the status. */
export function readBouncedRecipient(reported: ReportedRecipient): BouncedRecipient {
  const { finalRecipient, diagnosticCode, status } = reported
  const action = actions.find((known) => known === reported.action) ?? actionOfClass(status)
  return { recipient: finalRecipient, action, status: status ?? '', diagnostic: diagnosticCode }
}

function actionOfClass(status: string | null): BounceAction {
  if (status?.startsWith('2')) return 'relayed'
  return status?.startsWith('4') ? 'delayed' : 'failed'
}
