/**
 * Runs works one after another; a failing one stops no other. Returns their results.
 * @throws AggregateError of all failures, at the end, with the message `failed`
 */
export async function runAll<Answer>(
  works: readonly (() => Promise<Answer>)[],
  failed: string,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const failures: unknown[] = []
  for (const work of works) {
    await work().then(
      (answer) => answers.push(answer),
      (error: unknown) => failures.push(error),
    )
  }
  if (failures.length > 0) throw new AggregateError(failures, failed)
  return answers
}
