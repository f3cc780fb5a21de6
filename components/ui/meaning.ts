/** The four meanings. Each shows as an icon, a word and a colour, never as a colour alone. */
export type Meaning = 'good' | 'attention' | 'bad' | 'information'

export const meaningInk: Record<Meaning, string> = {
  good: 'text-good',
  attention: 'text-attention',
  bad: 'text-bad',
  information: 'text-information',
}

export const meaningTint: Record<Meaning, string> = {
  good: 'border-good-line bg-good-soft',
  attention: 'border-attention-line bg-attention-soft',
  bad: 'border-bad-line bg-bad-soft',
  information: 'border-information-line bg-information-soft',
}
