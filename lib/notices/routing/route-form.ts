import { z } from 'zod'
import { noticeCategories, type RouteTarget, routeTargets } from '#/db/words/notices.ts'
import { findRouteProblem, type RouteProblem } from './route-rules.ts'

/** A group of people in the form; the published brand support has its own message. */
const target = z.enum(routeTargets, {
  error: ({ input }) => (input === 'brand-support' ? 'route-published' : 'route-target'),
})

/** The version that the form started from, so that it overwrites nobody's change: see `saveRoute`. */
const version = z.coerce.number().int()

/** An emptied box is no number, not 0: that would stop the repeats. */
function number(issue: RouteProblem) {
  return z.preprocess((typed) => (typed === '' ? undefined : typed), z.coerce.number(issue))
}

/**
 * The form of a route: the steps without empty ones. `answerResolved` is a checkbox. Issues are keys in
 * errors.json.
 */
export const routeFormSchema = z
  .object({
    category: z.enum(noticeCategories),
    version,
    steps: z.preprocess((chosen) => [chosen ?? []].flat().filter(Boolean), z.array(target)),
    copyTo: z.preprocess((chosen) => chosen || null, target.nullable()),
    answerDays: number('route-days'),
    repeatMinutes: number('route-repeat-minutes'),
    repeatMost: number('route-repeat-most'),
    answerResolved: z.preprocess((ticked) => ticked === 'on' || ticked === true, z.boolean()),
  })
  .superRefine((route, context) => {
    const problem = findRouteProblem(route)
    if (problem) context.addIssue({ code: 'custom', path: [fieldOf[problem]], message: problem })
  })

const fieldOf: Record<RouteProblem, string> = {
  'route-steps': 'steps',
  'route-twice': 'steps',
  'route-owners': 'steps',
  'route-copy': 'copyTo',
  'route-days': 'answerDays',
  'route-repeat-minutes': 'repeatMinutes',
  'route-repeat-most': 'repeatMost',
}

/** Restores a category's default route. */
export const restoreFormSchema = z.object({ category: z.enum(noticeCategories), version })

/** One slot per group of people: a group can be in one step only. */
const maxSteps = routeTargets.length

/** The steps in the form's slots, empty ones last. */
export function toSlots(steps: readonly RouteTarget[]): (RouteTarget | '')[] {
  return Array.from({ length: maxSteps }, (_, index) => steps[index] ?? '')
}
