/** Largest part of the time that goes into lookups. */
const part = 1 / 20
/** Milliseconds after which a lookup starts again: it may never end. */
const patience = 5000

/**
 * Calls `find` for at most a twentieth of the time: an answer holds for twenty times as long as it took. Callers during
 * a lookup wait for that one. A failure is not kept.
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
