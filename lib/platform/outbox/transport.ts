/** How one try of a transport ended. `stopped`: we cut it off. */
export type Attempt =
  | { verdict: 'accepted' | 'stopped' }
  | {
      /** `failed`: the recipient is at fault, so another try would not help. */
      verdict: 'failed' | 'retry'
      /** For the outbox; may name the recipient. */
      error: string
      /** For the log; names nobody. */
      reason: string
      /** The transport cannot be used, whoever the recipient is; it logs that itself. */
      ofTransport: boolean
      /** Milliseconds until the next try, if the recipient asked for them. */
      after?: number
    }

/**
 * What an ended delivery says about its contact point: nothing, one failure of several that mark it, or that it bounces.
 * `code` is the transport's own, such as 5.1.1.
 */
export type PointVerdict = { is: 'nothing' } | { is: 'count' | 'bouncing'; code: string }
