/** Whether to run what takes hours: `npm run test:long`. */
export const isLong = Boolean(process.env.TEST_LONG)

/** Whether to run everything: `npm run test:all`, and `npm run test:long`. `npm test` leaves out what is marked. */
export const isAll = isLong || Boolean(process.env.TEST_ALL)

/** The tag of a browser test that `npm test` leaves out. */
export const allTag = '@all'

/** Marks a browser test, or a group of them, for `npm run test:all` alone; `reason`: what `npm test` has instead. */
export function onlyInAll(reason: string) {
  return { tag: allTag, annotation: { type: 'test:all', description: reason } }
}

/** All of them in `npm run test:all`; in `npm test` every so manieth, the same for every commit. */
export function sampleOf<Item>(all: readonly Item[], every: number, from = 0): readonly Item[] {
  return isAll ? all : all.filter((_, at) => at % every === from % every)
}
