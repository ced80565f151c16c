/** Before there is a page to see: who is waited for, and how they get here. */
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { changeParticipant } from '../api/operations';
import { asRefusal, type Refusal } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import type { Conversation, LobbyConversation, Participant } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { Avatar } from '../layout/Avatar';
import { JoinCode } from '../layout/JoinCode';
import { clock } from '../layout/time';
import { useNow } from '../layout/useNow';
import type { Phase } from './phase';
import { rememberedVisitorLink } from './visitorLink';
import classes from './WaitingCard.module.css';

interface Props {
  conversation: Conversation;
  lobby: LobbyConversation | undefined;
  phase: Phase;
  own: Participant | undefined;
  name: string;
  reload(): Promise<void>;
}

export function WaitingCard(props: Props) {
  const { conversation, lobby, phase, own, name } = props;
  const expires = lobby?.expires ?? conversation.invitation?.expires;
  const invitation = lobby?.state ?? conversation.invitation?.state;
  const pending = invitation === 'waiting' || invitation === 'offered';
  return (
    <div className={classes.card}>
      <span className={classes.rings} data-still={own ? undefined : true} aria-hidden="true">
        <Avatar name={name} />
      </span>
      <div className={classes.words}>
        <h2 className={classes.title}>{titleOf(props, invitation)}</h2>
        <p className={classes.text}>{textOf(props, invitation)}</p>
        {conversation.subject ? <p className={classes.subject}>{conversation.subject}</p> : null}
      </div>
      {phase === 'incoming' && own ? <AcceptButton {...props} own={own} /> : null}
      {own && pending ? <WaysIn conversation={conversation} lobby={lobby} /> : null}
      {pending && expires ? <Expiry expires={expires} /> : null}
    </div>
  );
}

function titleOf(
  { phase, own, name, conversation }: Props,
  invitation: string | undefined,
): string {
  if (!own) {
    const agent = conversation.participants.find((each) => each.purpose === 'agent');
    return `${agent?.name ?? 'Another agent'} is with ${name}`;
  }
  if (phase === 'incoming') {
    return invitation === 'accepted' || invitation === 'active'
      ? `${name} is ready to share`
      : `A conversation with ${name}`;
  }
  return invitation === 'offered' ? `Asking ${name}` : `Waiting for ${name}`;
}

function textOf({ phase, own }: Props, invitation: string | undefined): string {
  if (!own) return 'Only the agent of a conversation can watch the page.';
  if (phase === 'incoming') return 'Accept to see the page as soon as it is shared.';
  return invitation === 'offered'
    ? 'They have the question on their screen. The page shows here as soon as they agree.'
    : 'They are asked as soon as they are on the site. You can also give them the code or the link.';
}

function WaysIn(props: { conversation: Conversation; lobby: LobbyConversation | undefined }) {
  const link = props.lobby?.visitorLink ?? rememberedVisitorLink(props.conversation.id);
  const code = props.lobby?.joinCode;
  if (!link && !code) return null;
  return (
    <div className={classes.ways}>
      {code ? (
        <div className={classes.code}>
          <span className={classes.label}>Join code</span>
          <JoinCode code={code} large />
        </div>
      ) : null}
      {link ? (
        <CopyButton value={link} timeout={1600}>
          {({ copied, copy }) => (
            <div className={classes.link}>
              <span className={classes.address} title={link}>
                {link}
              </span>
              <Button
                variant="default"
                size="sm"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy link'}
              </Button>
            </div>
          )}
        </CopyButton>
      ) : null}
    </div>
  );
}

function Expiry({ expires }: { expires: string }) {
  const left = Date.parse(expires) - useNow();
  return (
    <p className={classes.expiry}>
      {left > 0 ? `The invitation expires in ${clock(left)}` : 'The invitation is expiring'}
    </p>
  );
}

function AcceptButton({ conversation, own, name, reload }: Props & { own: Participant }) {
  const { api } = useAuth();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const accept = () => {
    setBusy(true);
    setRefusal(undefined);
    changeParticipant(api, conversation.id, own.id, { state: 'connected' })
      .then(reload)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        size="md"
        loading={busy}
        data-autofocus
        aria-label={`Accept conversation with ${name}`}
        className={classes.accept!}
        onClick={accept}
      >
        Accept
      </Button>
      {refusal ? <RefusalAlert refusal={refusal} /> : null}
    </>
  );
}
