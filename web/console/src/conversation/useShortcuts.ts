/** Single keys for the tools. They can be turned off, for people whose input types letters by itself. */
import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';

export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useLocalStorage({ key: 'pillion-shortcuts', defaultValue: true });
  return [on, setOn];
}

/** Calls what belongs to a plain letter, unless the letter is being typed somewhere. */
export function useShortcuts(on: boolean, keys: Record<string, (() => void) | undefined>): void {
  useEffect(() => {
    if (!on) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
      const action = keys[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role="menu"], [role="dialog"], [role="listbox"]',
      ) !== null)
  );
}
