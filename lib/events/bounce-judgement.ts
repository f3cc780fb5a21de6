/** What a report says of one recipient (RFC 3464, 2.3.3), or of ours: what came of handing it on. */
export type BounceJudgement = 'hard' | 'soft' | 'delivered' | 'delayed' | 'relayed'

/** Status codes that say the address itself is wrong (notices.md, Bouncing; RFC 3463, RFC 7505). */
const addressIsWrong = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1'])

/**
 * `hard`: it failed and the address is to be marked. `soft`: it failed, and that alone says nothing about the address.
 * An action that RFC 3464 does not know is judged by the class of the status.
 */
export function judgeBounce(status: string | null, action: string | null): BounceJudgement {
  switch (action?.trim().toLowerCase()) {
    case 'failed':
      return marksAddress(status) ? 'hard' : 'soft'
    case 'delayed':
      return 'delayed'
    case 'delivered':
      return 'delivered'
    case 'relayed':
    case 'expanded':
      return 'relayed'
    default:
      return judgeByClass(status)
  }
}

/** Whether a status of SMTP or of a report marks the address, wherever it serves. */
export function marksAddress(status: string | null): boolean {
  return status !== null && addressIsWrong.has(status.trim())
}

function judgeByClass(status: string | null): BounceJudgement {
  if (status?.startsWith('2')) return 'relayed'
  if (status?.startsWith('4')) return 'delayed'
  return marksAddress(status) ? 'hard' : 'soft'
}
