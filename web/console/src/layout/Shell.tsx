/** The frame of every screen but the conversation, which needs all the room for the page. */
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Logo } from './Logo';
import { PresenceMenu } from './PresenceMenu';
import classes from './Shell.module.css';
import { ThemeSwitch } from './ThemeSwitch';

export function Shell({ status, children }: { status?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home} aria-label="Pillion, to the lobby">
          <Logo size={28} />
        </Link>
        <div className={classes.end}>
          {status}
          <ThemeSwitch />
          <PresenceMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}
