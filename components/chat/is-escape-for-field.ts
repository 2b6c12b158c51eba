/** Whether Esc is for the field that has the focus, and stops no answer: one that is written in, but the message's own. */
export function isEscapeForField(target: Partial<HTMLInputElement>): boolean {
  if (target.id === messageFieldId) return false;
  if (target.isContentEditable) return true;
  const name = target.tagName?.toLowerCase();
  return (
    name === 'textarea' || name === 'select' || (name === 'input' && !pressed.includes(target.type ?? ''))
  );
}

export const messageFieldId = 'message';
/** What is chosen or pressed, and knows no Esc. */
const pressed = ['radio', 'checkbox', 'button', 'submit'];
