import { Button } from '@mantine/core';
import { Link } from 'react-router-dom';
import { StatusPage } from './StatusPage';

export function NotFoundPage() {
  return (
    <StatusPage
      title="Nothing here"
      text="This address does not lead anywhere. It may have been mistyped or be out of date."
    >
      <Button component={Link} to="/">
        Go to the lobby
      </Button>
    </StatusPage>
  );
}
