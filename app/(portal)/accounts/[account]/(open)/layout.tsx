import { accountLayout } from '../account-page.tsx'
import { renderOpenFrame } from '../open-frame.tsx'

export default accountLayout(false, renderOpenFrame)
