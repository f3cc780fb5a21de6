import { z } from 'zod'
import { noticeCategories, type RouteTarget, routeTargets } from '#/db/words/notices.ts'
import { findRouteProblem, type RouteProblem } from './route-rules.ts'

/** A group of people as a form names it; the published brand support has a sentence of its own. */
const target = z.enum(routeTargets, {
  error: ({ input }) => (input === 'brand-support' ? 'route-published' : 'route-target'),
})

/** Which save the form started from, so that somebody else's is not overwritten: see `saveRoute`. */
const version = z.coerce.number().int()

/**
 * The form of a route: a list of steps, those left empty being left out. Issues are keys of errors.json.
 * `answerResolved` is a box that is ticked or not there.
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

/** The form that puts a category back as it was shipped. */
export const restoreFormSchema = z.object({ category: z.enum(noticeCategories), version })

/** Every place a form has for a step: as many as there are groups of people, since none can be two steps. */
const mostSteps = routeTargets.length

/** The steps as the form's places hold them, the empty ones at the end. */
export function toPlaces(steps: readonly RouteTarget[]): (RouteTarget | '')[] {
  return Array.from({ length: mostSteps }, (_, index) => steps[index] ?? '')
}
