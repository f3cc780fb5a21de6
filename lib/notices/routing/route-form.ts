import { z } from 'zod'
import { noticeCategories, type RouteTarget, routeTargets } from '#/db/words/notices.ts'
import { findRouteProblem, type RouteProblem } from './route-rules.ts'

/** A group of people in the form; the published brand support has its own message. */
const target = z.enum(routeTargets, {
  error: ({ input }) => (input === 'brand-support' ? 'route-published' : 'route-target'),
})

/** The version that the form started from, so that it overwrites nobody's change: see `saveRoute`. */
const version = z.coerce.number().int()

/**
 * The form of a route: a list of steps without the empty ones. `answerResolved` is a checkbox. Issues are keys of
 * errors.json.
 */
export const routeFormSchema = z
  .object({
    category: z.enum(noticeCategories),
    version,
    steps: z.preprocess((chosen) => [chosen ?? []].flat().filter(Boolean), z.array(target)),
    copyTo: z.preprocess((chosen) => chosen || null, target.nullable()),
    answerDays: z.coerce.number('route-days'),
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
}

/** The form that restores a category's shipped route. */
export const restoreFormSchema = z.object({ category: z.enum(noticeCategories), version })

/** The places for steps in the form: one per group of people, because no group can be two steps. */
const maxSteps = routeTargets.length

/** The steps in the form's places, with the empty ones last. */
export function toPlaces(steps: readonly RouteTarget[]): (RouteTarget | '')[] {
  return Array.from({ length: maxSteps }, (_, index) => steps[index] ?? '')
}
