import { z } from 'zod'
import { longestTypeName, merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

const version = z.coerce.number().int()
const type = z.string().max(100)
const rule = z.enum(merchantIssuesRules, 'rule-required')

/** Names and place; `after` is the preceding type, empty for the first place. Issues are keys of errors.json. */
const names = {
  nameEn: typedLine(longestTypeName, 'shown-name-required'),
  nameIt: typedLine(longestTypeName, 'shown-name-required'),
  after: z.string().max(100),
}

export const newTypeFormSchema = z.object({ ...names, merchantIssues: rule })
export const typeFormSchema = z.object({ ...names, type, version })
export const ruleFormSchema = z.object({ type, version, merchantIssues: rule })
export const deleteTypeFormSchema = z.object({ type, version })
