/** Where the server's sign-in comes back to. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { asRefusal, type Refusal } from '../api/refusal';
import { FullPageLoader } from '../layout/FullPageLoader';
import { StatusPage } from '../layout/StatusPage';
import { consoleHome } from './returnUrl';
import type { Session } from './session';

export function CallbackPage({ session }: { session: Session }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Refusal>();

  useEffect(() => {
    session
      .complete(search)
      .then((path) => navigate(`/${path.slice(consoleHome.length)}`, { replace: true }))
      .catch((error: unknown) => setProblem(asRefusal(error)));
  }, [session, search, navigate]);

  if (!problem) return <FullPageLoader label="Signing you in" />;
  return (
    <StatusPage title="Sign-in did not work" text={problem.message}>
      <Button onClick={() => void session.begin(consoleHome)}>Sign in again</Button>
    </StatusPage>
  );
}
