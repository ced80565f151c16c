/** What the agent can do with the page in front of them. */
import { ActionIcon, Button, Group, Popover, Text, Tooltip } from '@mantine/core';
import type { useFullscreenElement } from '@mantine/hooks';
import {
  IconAspectRatio,
  IconInfoCircle,
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
  /** A call or messages go on beside the session. */
  goesOn: boolean;
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
      {phase === 'ended' || phase === 'apart' ? null : (
        <>
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
          <Tooltip
            label={(zoom === 'fit' ? 'Show at actual size' : 'Fit to the window') + key('F')}
          >
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
        </>
      )}
      <Tooltip label={props.panel ? 'Hide details' : 'Show details'}>
        <ActionIcon aria-label="Details" aria-expanded={props.panel} onClick={props.onPanel}>
          <IconInfoCircle size={20} stroke={1.7} aria-hidden />
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

/** What ending means, by how far the conversation has come. */
function endWords(phase: Phase, name: string, goesOn: boolean) {
  switch (phase) {
    case 'waiting':
    case 'offered':
      return {
        label: 'Cancel invitation',
        question: 'Cancel the invitation?',
        consequence: `${name} can no longer join with this invitation.`,
        no: 'Keep waiting',
        yes: 'Yes, cancel it',
      };
    case 'incoming':
      return {
        label: 'Decline',
        question: goesOn ? 'Decline to look on?' : 'Decline this conversation?',
        consequence: goesOn
          ? `The page of ${name} is not shown; what else you have with them goes on.`
          : `It ends for ${name} as well.`,
        no: 'Not yet',
        yes: 'Yes, decline',
      };
    case 'apart':
      return {
        label: 'End conversation',
        question: 'End the conversation?',
        consequence: `It is over for ${name} as well, and can be filed.`,
        no: 'Keep going',
        yes: 'Yes, end it',
      };
    default:
      return {
        label: 'End session',
        question: 'End the session?',
        consequence: `You will no longer see the page of ${name}.`,
        no: 'Keep going',
        yes: 'Yes, end it',
      };
  }
}

function EndButton({ phase, name, goesOn, onEnd }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const words = endWords(phase, name, goesOn);
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
          variant={phase === 'live' || phase === 'reconnecting' ? 'filled' : 'light'}
          size="sm"
          className={classes.end!}
          onClick={() => setAsking((open) => !open)}
        >
          {words.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.question}>
        <Text fw={600} size="sm">
          {words.question}
        </Text>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {words.consequence}
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" size="xs" onClick={() => setAsking(false)}>
            {words.no}
          </Button>
          <Button color="red" size="xs" loading={busy} data-autofocus onClick={confirm}>
            {words.yes}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
