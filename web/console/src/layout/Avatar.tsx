/** Initials on a tint, or a person's outline for somebody without a name. */
import { IconUser } from '@tabler/icons-react';
import { initials } from './presences';
import { anonymous } from './visitorName';
import classes from './Avatar.module.css';

export function Avatar(props: { name?: string | undefined; online?: boolean | undefined }) {
  const given = props.name?.trim();
  const name = given === anonymous ? undefined : given;
  return (
    <span className={classes.avatar} data-named={name ? true : undefined} aria-hidden="true">
      {name ? initials(name) : <IconUser size={18} stroke={1.7} />}
      {props.online === undefined ? null : (
        <span className={classes.dot} data-online={props.online || undefined} />
      )}
    </span>
  );
}
