import { atFullTime, atTime } from '../layout/time';
import type { TimelineEntry } from './history';
import classes from './Timeline.module.css';

export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className={classes.timeline}>
      {entries.map((entry, index) => (
        <li key={index} className={classes.entry}>
          <time className={classes.time} dateTime={entry.at} title={atFullTime(entry.at)}>
            {atTime(entry.at)}
          </time>
          <span className={classes.text}>
            {entry.text}
            {entry.detail ? <span className={classes.detail}>{entry.detail}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
