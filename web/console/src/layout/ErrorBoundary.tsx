/** Catches what a screen throws while rendering, so that a bug never leaves a blank page. */
import { Button, Group } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { StatusPage } from './StatusPage';

interface Props {
  /** A change of this value, such as the address, gives the screen another chance. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: Error | undefined;
  key: string;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.key ? null : { error: undefined, key: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <StatusPage
        title="This screen ran into a problem"
        text="Nothing was lost on the server: conversations go on. Load the page again to continue."
      >
        <Group gap="sm">
          <Button onClick={() => location.reload()}>Load again</Button>
          <Button variant="default" component="a" href="/console/">
            Back to the lobby
          </Button>
        </Group>
      </StatusPage>
    );
  }
}
