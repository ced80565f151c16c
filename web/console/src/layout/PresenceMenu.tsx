/** Who I am, whether I can be reached, and the way out. */
import { Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconLogout } from '@tabler/icons-react';
import { asRefusal } from '../api/refusal';
import type { SystemPresence } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { initials, presenceChoices, presenceTone } from './presences';
import classes from './PresenceMenu.module.css';

export function PresenceMenu() {
  const { me, presence, changePresence, signOut } = useAuth();
  const shown = presenceChoices.find((choice) => choice.value === presence)?.label ?? presence;

  const choose = (next: SystemPresence) => {
    changePresence(next).catch((error: unknown) =>
      notifications.show({
        color: 'red',
        title: 'Presence not changed',
        message: asRefusal(error).message,
      }),
    );
  };

  return (
    <Menu width={264}>
      <Menu.Target>
        <UnstyledButton
          className={classes.target}
          aria-label={`${me.name} ${shown}, your presence`}
        >
          <span className={classes.avatar} data-initials={initials(me.name)} aria-hidden="true">
            <span className={classes.dot} data-tone={presenceTone(presence)} />
          </span>
          <span className={classes.words}>
            <span className={classes.name}>{me.name}</span>{' '}
            <span className={classes.state}>{shown}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.card}>
          <span className={classes.name}>{me.name}</span>{' '}
          <span className={classes.state}>{me.email}</span>
        </div>
        <Menu.Divider />
        <Menu.RadioGroup value={presence} onChange={(value) => choose(value as SystemPresence)}>
          {presenceChoices.map((choice) => (
            <Menu.RadioItem
              key={choice.value}
              value={choice.value}
              closeMenuOnClick
              checkIcon={<IconCheck size={16} aria-hidden />}
              rightSection={
                <span className={classes.bullet} data-tone={presenceTone(choice.value)} />
              }
            >
              <span className={classes.choice}>{choice.label}</span>
              <span className={classes.hint}>{choice.hint}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut()}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
