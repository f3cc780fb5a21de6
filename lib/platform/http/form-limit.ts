/** Most bytes that a form of a signed-in person may have, files included; an upload of accounts has its own limit. */
export const maxFormBytes = 4 * 1024 * 1024

/** The answer to a larger form that a script sent: Next gives it to the script as the error's message. */
export const formTooLarge = 'form-too-large'

/** Most bytes of a body before sign-in; forms there need a hundredth. Next reads up to 10 MB before our code runs. */
export const maxBytesBeforeSignIn = 128 * 1024
