import { Refusal } from './refusal.ts'

export function noSuchAccount(): Refusal {
  return new Refusal(404, { detail: 'There is no such account.' })
}

export function noSuchNotice(): Refusal {
  return new Refusal(404, { detail: 'There is no such notice.' })
}
