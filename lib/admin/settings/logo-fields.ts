export const logoFields = ['logo', 'logoVector'] as const
export type LogoField = (typeof logoFields)[number]

/** The file of a field. */
export function fileOf(field: LogoField): string {
  return `${field}File`
}

/** The box to take the picture away. */
export function removalOf(field: LogoField): string {
  return `${field}Removed`
}
