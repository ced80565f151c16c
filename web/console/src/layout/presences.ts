/** The presences an agent chooses between, in the words of the menu. */
import type { SystemPresence } from '../api/types';

export type PresenceTone = 'ok' | 'warn' | 'danger' | 'idle';

export interface PresenceChoice {
  value: SystemPresence;
  label: string;
  hint: string;
}

export const presenceChoices: readonly PresenceChoice[] = [
  { value: 'Available', label: 'Available', hint: 'New conversations can reach you' },
  { value: 'Busy', label: 'Busy', hint: 'In the middle of something' },
  { value: 'Away', label: 'Away', hint: 'Not at your desk' },
  { value: 'Break', label: 'Break', hint: 'Back in a while' },
  { value: 'Offline', label: 'Offline', hint: 'Nobody can invite you' },
];

export function presenceTone(presence: SystemPresence): PresenceTone {
  if (presence === 'Available' || presence === 'OnQueue') return 'ok';
  if (presence === 'Busy' || presence === 'Meeting' || presence === 'Training') return 'danger';
  if (presence === 'Offline') return 'idle';
  return 'warn';
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
