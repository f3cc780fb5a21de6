import type { AccountAnswer } from '#/lib/api/accounts/account-answer.ts'
import type { BrandSupportAnswer } from '#/lib/api/accounts/support-answer.ts'
import type { ReachAnswer } from '#/lib/api/notices/reach-answer.ts'
import type { Examples } from './operation.ts'

export const levante: AccountAnswer = {
  id: '0196a3f0-0a1b-7c2d-8e3f-4a5b6c7d8e9f',
  slug: 'poliambulatorio-levante',
  name: 'Poliambulatorio Levante',
  integrationType: 'healthcare-appointments',
  defaultLanguage: 'it',
  state: 'live',
  stateChangedAt: '2026-04-01T08:12:44.120Z',
  complete: true,
  missing: [],
  firstCompleteAt: '2026-03-14T10:00:02.518Z',
  dueAt: null,
  locked: false,
  createdAt: '2026-03-02T09:41:00.000Z',
}

const oncall: ReachAnswer['recipients'][number] = {
  address: 'oncall@levante.example',
  language: 'it',
  purpose: 'technical-emergency',
  purposes: ['technical-emergency'],
  bouncing: false,
  confirmed: true,
}
const tech: typeof oncall = {
  ...oncall,
  address: 'tech@levante.example',
  purpose: 'technical',
  purposes: ['technical'],
}
const elena: typeof oncall = {
  ...oncall,
  address: 'elena@levante.example',
  purpose: 'owners',
  purposes: ['owners'],
}
const paolo: typeof oncall = {
  address: 'paolo@levante.example',
  language: 'en',
  purpose: 'alerts',
  purposes: ['alerts'],
  bouncing: false,
  confirmed: true,
}
const reach: ReachAnswer = {
  account: { id: levante.id, slug: levante.slug },
  category: 'emergency',
  environment: 'production',
  step: 1,
  recipients: [oncall],
  copies: [paolo],
  steps: [
    { step: 1, purpose: 'technical-emergency', recipients: [oncall] },
    { step: 2, purpose: 'technical', recipients: [tech] },
    { step: 3, purpose: 'owners', recipients: [elena] },
  ],
  silence: null,
}
export const reachExamples: Examples = { emergency: { summary: 'An emergency', value: reach } }

const support: BrandSupportAnswer = {
  address: 'assistenza@levante.example',
  phone: '+39 080 555 0100',
  helpUrl: 'https://levante.example/aiuto',
  hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
  openNow: true,
  nextChangeAt: '2026-05-04T16:00:00.000Z',
}
export const brandSupportExamples: Examples = { open: { summary: 'On a working day', value: support } }
