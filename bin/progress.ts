/** How far something long is, on one line of standard error that is written over; nothing where nobody sees it. */
export function showProgress(what: string): { show(number: number): void; clear(): void } {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  return {
    show: (number) => stderr.write(`\r\u001b[K${number} ${what}`),
    clear: () => stderr.write('\r\u001b[K'),
  }
}
