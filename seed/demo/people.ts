/** The people to sign in as in the demo, in the order of the page. */
export const demoPeople = [
  { email: 'giulia@clinica-aurora.example', says: 'owner of Clinica Aurora, at the gate' },
  { email: 'marco@clinica-aurora.example', says: 'editor of Clinica Aurora' },
  { email: 'sara@clinica-aurora.example', says: 'viewer of Clinica Aurora' },
  { email: 'piero@trattoria-molo.example', says: 'owner of Trattoria Molo, at the gate' },
  { email: 'elena@levante.example', says: 'owner of Poliambulatorio Levante, complete' },
  { email: 'paolo@levante.example', says: 'editor of Poliambulatorio Levante, its alert contact' },
  { email: 'anna@studio-ponte.example', says: 'owner of Studio Ponte, where something is due' },
  { email: 'teresa@ottica-faro.example', says: 'owner of Ottica Faro, whose check is due' },
  { email: 'nicola@ottica-faro.example', says: 'editor of Ottica Faro, its alert contact who was long away' },
  { email: 'ugo@ottica-brera.example', says: 'owner of Ottica Brera, which nobody can reach' },
  { email: 'carla@studio-sasso.example', says: 'owner of Studio Sasso, which is closed' },
  { email: 'luca@partner-it.example', says: 'editor of Clinica Aurora and of Poliambulatorio Levante' },
  { email: 'support@actions-desk.example', says: 'staff, support' },
  { email: 'admin@actions-desk.example', says: 'staff, admin' },
] as const
