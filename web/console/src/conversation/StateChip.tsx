/** The state of the conversation in a word or two, and for how long it has been live. */
import { clock } from '../layout/time';
import { useNow } from '../layout/useNow';
import type { Phase } from './phase';
import classes from './StateChip.module.css';

const words: Record<Phase, string> = {
  incoming: 'Waiting for you',
  waiting: 'Waiting for visitor',
  offered: 'Asking for consent',
  joining: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  stopped: 'Not watching',
  apart: 'Not sharing',
  ended: 'Ended',
};

interface Props {
  phase: Phase;
  /** When the visitor began to share. */
  since: string | undefined;
}

export function StateChip({ phase, since }: Props) {
  const running = since !== undefined && (phase === 'live' || phase === 'reconnecting');
  return (
    <span className={classes.chip} data-phase={phase}>
      <span className={classes.dot} aria-hidden="true" />
      <span role="status" data-testid="conversation-state">
        {words[phase]}
      </span>
      {running ? <Elapsed since={since} /> : null}
    </span>
  );
}

function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return <span className={classes.time}>{clock(now - Date.parse(since))}</span>;
}
