/** One dot that says whether what is on screen is what is true. */
import { Tooltip } from '@mantine/core';
import { useLobby } from './LobbyProvider';
import type { FeedStatus } from './lobbyFeed';
import classes from './ConnectionIndicator.module.css';

const words: Record<FeedStatus, { label: string; hint: string }> = {
  connecting: { label: 'Connecting', hint: 'Connecting to Pillion' },
  live: { label: 'Up to date', hint: 'Changes show at once' },
  polling: {
    label: 'Slower updates',
    hint: 'The event stream is unavailable; asking every few seconds',
  },
  offline: { label: 'Not connected', hint: 'Pillion can not be reached; trying again' },
};

export function ConnectionIndicator() {
  const { status } = useLobby();
  return (
    <Tooltip label={words[status].hint}>
      <span className={classes.indicator} role="status" data-status={status}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.label}>{words[status].label}</span>
      </span>
    </Tooltip>
  );
}
