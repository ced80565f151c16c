import type { Icon } from '@tabler/icons-react';
import classes from './Empty.module.css';

export function Empty(props: { Icon: Icon; title: string; text: string }) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden="true">
        <props.Icon size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{props.title}</p>
      <p className={classes.text}>{props.text}</p>
    </div>
  );
}
