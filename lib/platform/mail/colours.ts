/** The interface's tokens (app/globals.css) as mail readers understand them: hexadecimal, one set for each scheme. */
export const light = {
  canvas: '#f7fafa',
  surface: '#ffffff',
  sunken: '#eff3f4',
  line: '#dce2e4',
  muted: '#525e65',
  ink: '#121d24',
  accent: '#005d71',
  onAccent: '#ffffff',
  accentInk: '#005d71',
} as const

export const dark: Record<keyof typeof light, string> = {
  canvas: '#0e1214',
  surface: '#151a1c',
  sunken: '#1d2326',
  line: '#2c3336',
  muted: '#a5aeb2',
  ink: '#eceff0',
  accent: '#5ebbc8',
  onAccent: '#03171d',
  accentInk: '#71cfd9',
}
