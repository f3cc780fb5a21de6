import { onTestFinished, vi } from 'vitest'
import { moveClock } from '#/lib/platform/values/clock.ts'

/**
 * Stops the clock until the test ends, at `instant` if given; `moveClock` still moves it. A Date of vitest's fake timers
 * would run on while `eventually` waits.
 */
export function stopClock(instant?: number): void {
  const system = Date.now()
  const stopped = vi.spyOn(Date, 'now').mockReturnValue(system)
  if (instant !== undefined) moveClock(instant - system)
  onTestFinished(() => {
    stopped.mockRestore()
    moveClock(0)
  })
}

/**
 * Makes `performance.now()` advance by a millisecond at each call, until the test ends: what retries for some seconds
 * gets as many tries on a slow machine.
 */
export function countCallsAsTime(): void {
  let time = performance.now()
  const counted = vi.spyOn(performance, 'now').mockImplementation(() => ++time)
  onTestFinished(() => counted.mockRestore())
}
