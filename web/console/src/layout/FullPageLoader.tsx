import { Loader, Text } from '@mantine/core';
import classes from './FullPageLoader.module.css';

export function FullPageLoader({ label }: { label: string }) {
  return (
    <div className={classes.page} role="status" aria-live="polite">
      <Loader />
      <Text size="sm" c="dimmed">
        {label}…
      </Text>
    </div>
  );
}
