import type { AnswerActions } from '#/components/notices/answer-button.tsx'
import { acknowledgeNoticeAction, undoAcknowledgementAction } from './notice-actions.ts'

export const answerActions: AnswerActions = {
  acknowledge: acknowledgeNoticeAction,
  undo: undoAcknowledgementAction,
}
