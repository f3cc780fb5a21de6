import { accountLayout } from '../account-page.tsx'
import { renderGateFrame } from '../gate-frame.tsx'

export default accountLayout(true, renderGateFrame)
