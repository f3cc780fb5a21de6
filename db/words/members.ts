/** What a member may do in an account (product.md, People). */
export const memberRoles = ['owner', 'editor', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

export const staffRoles = ['support', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]
