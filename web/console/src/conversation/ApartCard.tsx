/** The call or the messages go on and no page is shared: why that is so, and the way back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { startCobrowse } from '../api/operations';
import { asRefusal, type Refusal } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import type { Conversation, Participant } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { Avatar } from '../layout/Avatar';
import classes from './WaitingCard.module.css';

interface Props {
  conversation: Conversation;
  own: Participant | undefined;
  name: string;
  ending: string;
  medium: 'call' | 'messages' | undefined;
  reload(): Promise<void>;
}

export function ApartCard({ conversation, own, name, ending, medium, reload }: Props) {
  const { api } = useAuth();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const ask = () => {
    setBusy(true);
    setRefusal(undefined);
    startCobrowse(api, conversation.id)
      .then(reload)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => setBusy(false));
  };
  return (
    <div className={classes.card}>
      <span className={classes.rings} data-still aria-hidden="true">
        <Avatar name={name} />
      </span>
      <div className={classes.words}>
        <h2 className={classes.title}>
          {medium === 'call' ? `The call with ${name} goes on` : `The messages with ${name} go on`}
        </h2>
        <p className={classes.text} role="status" data-testid="apart-reason">
          {ending}
        </p>
        {conversation.subject ? <p className={classes.subject}>{conversation.subject}</p> : null}
      </div>
      {own ? (
        <Button size="md" loading={busy} className={classes.accept!} onClick={ask}>
          {conversation.invitation ? 'Ask again' : 'Ask to see the page'}
        </Button>
      ) : null}
      {refusal ? <RefusalAlert refusal={refusal} /> : null}
    </div>
  );
}
