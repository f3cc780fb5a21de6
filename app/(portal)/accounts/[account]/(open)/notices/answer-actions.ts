import type { AnswerActions } from '#/components/notices/answer-button.tsx'
import { acknowledgeNoticeAction, undoAcknowledgementAction } from './notice-actions.ts'

/** The actions of a notice's row. */
export const answerActions: AnswerActions = {
  acknowledge: acknowledgeNoticeAction,
  undo: undoAcknowledgementAction,
}
