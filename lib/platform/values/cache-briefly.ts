/** Of the time, so small a part at most goes into finding. */
const part = 1 / 20
/** Milliseconds after which what is being found is found anew: it may never end. */
const patience = 5000

/**
 * Asks `find` so seldom that it takes a twentieth of the time at most, however often anybody asks: what it found is answered for twenty
 * times as long as it took. Who asks meanwhile waits for the same. A failure is not kept.
 */
export function cacheBriefly<Answer>(
  find: () => Promise<Answer>,
  clock: () => number = () => performance.now(),
): () => Promise<Answer> {
  let last: Promise<Answer> | null = null
  let until = 0

  async function findAnew(began: number): Promise<Answer> {
    try {
      const answer = await find()
      until = clock() + (clock() - began) / part
      return answer
    } catch (error) {
      until = 0
      throw error
    }
  }

  return () => {
    const at = clock()
    if (last && at < until) return last
    until = at + patience
    last = findAnew(at)
    return last
  }
}
