import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { admin, elena, gate, giulia, levante } from './demo.ts'

/** By page its reader, its path, and what a screen reader finds in `main`: the structure and the names of its parts. */
export const trees = {
  'the gate': [
    giulia,
    gate,
    `
    - heading "Contact information" [level=1]
    - group:
      - group "Alert contacts required":
        - heading "Alert contacts" [level=2]
        - list:
          - listitem:
            - checkbox "Giulia Ferri"
      - group "Technical emergency contacts required":
        - heading "Technical emergency contacts" [level=2]
        - list:
          - listitem:
            - textbox "Address 1"
            - group: /More. label and language/
        - 'button "Add another address: Technical emergency contacts"'
      - group "Operational support required":
        - heading "Operational support" [level=2]
    `,
  ],
  'the overview': [
    elena,
    levante,
    `
    - heading "Poliambulatorio Levante" [level=1]
    - heading /./ [level=2]
    `,
  ],
  users: [
    elena,
    `${levante}/configuration/users`,
    `
    - heading "Users" [level=1]
    - link "Invite people"
    - heading /^Members/ [level=2]
    - table "Members":
      - rowgroup:
        - row /Paolo Greco/:
          - rowheader /^Paolo Greco/
          - cell:
            - combobox "Role of Paolo Greco"
            - button "Change Paolo Greco’s role"
          - cell:
            - link "Remove Paolo Greco"
    `,
  ],
  notices: [
    elena,
    `${levante}/notices`,
    `
    - heading "Notices" [level=1]
    - search:
      - group:
        - combobox "State"
        - combobox "Category"
    - heading "Urgent" [level=2]
    - region "Urgent":
      - table "Urgent":
        - rowgroup:
          - row /Feed error rate/:
            - rowheader:
              - link /Feed error rate/
    `,
  ],
  'a notice': [
    elena,
    `${levante}/notices/${demoNoticeIds.handedOn}`,
    `
    - heading /asks to be removed/ [level=1]
    - heading "What happened" [level=2]
    - heading "About this notice" [level=2]
    - heading "Recipients" [level=2]
    - table "Messages of this notice"
    `,
  ],
  'accounts, for staff': [
    admin,
    '/admin/accounts',
    `
    - heading "Accounts" [level=1]
    - status: /6 accounts/
    - search "Find accounts":
      - group:
        - searchbox
    - form "Actions on the selected accounts":
      - checkbox "Select all 6"
    `,
  ],
  'an account, for staff': [
    admin,
    '/admin/accounts/poliambulatorio-levante',
    `
    - heading "Poliambulatorio Levante" [level=1]
    - navigation "Poliambulatorio Levante"
    - heading "Notices" [level=2]
    - heading "Drill" [level=2]
    - heading "Account" [level=2]
    `,
  ],
  'the queue of cases': [
    admin,
    '/admin/cases',
    `
    - heading "Cases" [level=1]
    - search "Filter the queue"
    - region "Queue of cases":
      - table "Queue of cases":
        - rowgroup:
          - row /Orari diversi/:
            - rowheader:
              - link /Orari diversi/
    `,
  ],
  'the programme': [
    admin,
    '/admin/programme',
    `
    - heading "Complete accounts" [level=2]
    - 'img "Complete accounts: Complete 3, Incomplete 3"'
    `,
  ],
} as const
