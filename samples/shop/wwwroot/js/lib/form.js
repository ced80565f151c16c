/** Marks a field as wrong and says why below it; an empty message makes it right again. */
export function explain(field, message) {
  const box = field.closest('.field');
  let note = box.querySelector('.field-error');
  if (!note && message) {
    note = document.createElement('p');
    note.className = 'field-error';
    note.id = `${field.id}-error`;
    box.append(note);
  }
  if (note) note.textContent = message;
  field.toggleAttribute('aria-invalid', Boolean(message));
  if (message) {
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', `${field.id}-error`);
  }
  box.classList.toggle('wrong', Boolean(message));
}

export const labelOf = (field) => field.labels[0].firstChild.textContent.trim();

/** Shows a message above a form, or takes it away. */
export function showErrors(box, messages) {
  box.hidden = messages.length === 0;
  box.replaceChildren(
    ...messages.map((message) =>
      Object.assign(document.createElement('p'), { textContent: message }),
    ),
  );
}
