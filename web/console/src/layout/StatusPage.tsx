/** A calm full page for what went wrong or is not there. */
import { Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { LogoMark } from './Logo';
import classes from './StatusPage.module.css';

export function StatusPage(props: { title: string; text: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Pillion`;
  }, [props.title]);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <LogoMark size={44} />
        <div className={classes.words}>
          <Title order={1} size="h2">
            {props.title}
          </Title>
          <Text c="dimmed" className={classes.text}>
            {props.text}
          </Text>
        </div>
        {props.children}
      </div>
    </main>
  );
}
