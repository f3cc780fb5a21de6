import { Refusal } from './refusal.ts'

export function noSuchAccount(headers: Record<string, string> = {}): Refusal {
  return new Refusal(404, { detail: 'There is no such account.', headers })
}

export function noSuchNotice(): Refusal {
  return new Refusal(404, { detail: 'There is no such notice.' })
}
