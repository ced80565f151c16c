/** A join code to be read out: large, in two groups, spelled for screen readers, with copy. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './JoinCode.module.css';

export function JoinCode({ code, large = false }: { code: string; large?: boolean }) {
  const half = Math.ceil(code.length / 2);
  return (
    <span className={classes.code} data-large={large || undefined}>
      <span role="img" aria-label={`Join code ${[...code].join(' ')}`} data-testid="join-code">
        <span>{code.slice(0, half)}</span>
        <span className={classes.second}>{code.slice(half)}</span>
      </span>
      <CopyButton value={code} timeout={1600}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy the code'}>
            <ActionIcon size={large ? 36 : 30} aria-label="Copy join code" onClick={copy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
