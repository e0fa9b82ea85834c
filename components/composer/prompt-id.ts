/** The prompt field's id; there is one composer. */
export const PROMPT_ID = 'composer-prompt'
