/** Who, where, and how it stands. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { PageInfo } from '../api/types';
import { addressOf } from '../layout/visitorName';
import type { Phase } from './phase';
import { StateChip } from './StateChip';
import classes from './TopBar.module.css';

interface Props {
  name: string;
  page: PageInfo | undefined;
  phase: Phase;
  since: string | undefined;
  children: ReactNode;
}

export function TopBar({ name, page, phase, since, children }: Props) {
  return (
    <header className={classes.bar}>
      <Tooltip label="Back to the lobby">
        <ActionIcon component={Link} to="/" aria-label="Back to the lobby">
          <IconArrowLeft size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <div className={classes.who}>
        <h1 className={classes.name}>{name}</h1>
        {page ? (
          <p className={classes.page} title={page.url}>
            <span className={classes.title}>{page.title || 'Untitled page'}</span>
            <span className={classes.address}>{addressOf(page.url)}</span>
          </p>
        ) : null}
      </div>
      <StateChip phase={phase} since={since} />
      {children}
    </header>
  );
}
