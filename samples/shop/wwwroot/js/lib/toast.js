/** Shows a short message at the edge of the window; it leaves by itself. */
export function toast(text, link) {
  const box = document.getElementById('toasts');
  const note = document.createElement('div');
  note.className = 'toast';
  note.append(text);
  if (link) {
    const anchor = document.createElement('a');
    anchor.href = link.href;
    anchor.textContent = link.text;
    note.append(' ', anchor);
  }
  box.append(note);
  while (box.children.length > 3) box.firstElementChild.remove();
  setTimeout(() => {
    note.classList.add('leaving');
    setTimeout(() => note.remove(), 300);
  }, 4500);
}
