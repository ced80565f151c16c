/** What the agent can do with the page in front of them. */
import { ActionIcon, Button, Group, Popover, Text, Tooltip } from '@mantine/core';
import type { useFullscreenElement } from '@mantine/hooks';
import {
  IconAspectRatio,
  IconLayoutSidebarRight,
  IconMaximize,
  IconMinimize,
  IconPointer,
  IconPointerFilled,
  IconZoomScan,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Phase } from './phase';
import classes from './Toolbar.module.css';

interface Props {
  phase: Phase;
  mine: boolean;
  laser: boolean;
  /** Absent while there is nothing to point at, or it is not allowed. */
  onLaser: (() => void) | undefined;
  pointAllowed: boolean;
  zoom: 'fit' | 'actual';
  onZoom: (() => void) | undefined;
  fullscreen: ReturnType<typeof useFullscreenElement>;
  shortcuts: boolean;
  panel: boolean;
  onPanel(): void;
  onEnd(): Promise<void>;
  name: string;
}

export function Toolbar(props: Props) {
  const { phase, laser, zoom, fullscreen, shortcuts } = props;
  const key = (letter: string) => (shortcuts ? ` (${letter})` : '');
  const laserLabel = props.pointAllowed
    ? `Laser pointer${key('L')}`
    : 'The visitor did not allow pointing';
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Session tools">
      <Tooltip label={laserLabel}>
        <ActionIcon
          aria-label="Laser pointer"
          aria-pressed={laser}
          {...(shortcuts ? { 'aria-keyshortcuts': 'L' } : {})}
          {...actionOf(props.onLaser)}
        >
          {laser ? (
            <IconPointerFilled size={20} aria-hidden />
          ) : (
            <IconPointer size={20} stroke={1.7} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={(zoom === 'fit' ? 'Show at actual size' : 'Fit to the window') + key('F')}>
        <ActionIcon
          aria-label="Actual size"
          aria-pressed={zoom === 'actual'}
          {...(shortcuts ? { 'aria-keyshortcuts': 'F' } : {})}
          {...actionOf(props.onZoom)}
        >
          {zoom === 'fit' ? (
            <IconZoomScan size={20} stroke={1.7} aria-hidden />
          ) : (
            <IconAspectRatio size={20} stroke={1.7} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={fullscreen.fullscreen ? 'Leave full screen' : 'Full screen'}>
        <ActionIcon
          aria-label="Full screen"
          aria-pressed={fullscreen.fullscreen}
          onClick={() => void fullscreen.toggle()}
        >
          {fullscreen.fullscreen ? (
            <IconMinimize size={20} stroke={1.7} aria-hidden />
          ) : (
            <IconMaximize size={20} stroke={1.7} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={props.panel ? 'Hide details' : 'Show details'}>
        <ActionIcon aria-label="Details" aria-expanded={props.panel} onClick={props.onPanel}>
          <IconLayoutSidebarRight size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {props.mine && phase !== 'ended' ? <EndButton {...props} /> : null}
    </div>
  );
}

/** A tool that can't be used now stays focusable, so that its tooltip can say why. */
function actionOf(onClick: (() => void) | undefined) {
  return onClick ? { onClick } : { 'aria-disabled': true, 'data-disabled': true };
}

function EndButton({ phase, name, onEnd }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const running = phase === 'live' || phase === 'reconnecting';
  const label = running ? 'End session' : 'Cancel invitation';
  const confirm = () => {
    setBusy(true);
    void onEnd().finally(() => {
      setBusy(false);
      setAsking(false);
    });
  };
  return (
    <Popover
      opened={asking}
      onChange={setAsking}
      position="bottom-end"
      width={288}
      trapFocus
      withRoles
      returnFocus
    >
      <Popover.Target>
        <Button
          color="red"
          variant={running ? 'filled' : 'light'}
          size="sm"
          className={classes.end!}
          onClick={() => setAsking((open) => !open)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Text fw={600} size="sm">
          {running ? 'End the session?' : 'Cancel the invitation?'}
        </Text>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {running
            ? `You will no longer see the page of ${name}.`
            : `${name} can no longer join with this invitation.`}
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" size="xs" onClick={() => setAsking(false)}>
            {running ? 'Keep going' : 'Keep waiting'}
          </Button>
          <Button color="red" size="xs" loading={busy} data-autofocus onClick={confirm}>
            {running ? 'Yes, end it' : 'Yes, cancel it'}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
