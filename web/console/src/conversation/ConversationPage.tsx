/** One conversation from the first ring to the wrap-up. */
import { Button, Group } from '@mantine/core';
import { Link, useParams } from 'react-router-dom';
import { useAuth } from '../auth/AuthProvider';
import { FullPageLoader } from '../layout/FullPageLoader';
import { StatusPage } from '../layout/StatusPage';
import { useLobby } from '../lobby/LobbyProvider';
import { useConversation } from './useConversation';
import { Workspace } from './Workspace';

export function ConversationPage() {
  const { id } = useParams();
  return id === undefined ? null : <Loaded key={id} id={id} />;
}

function Loaded({ id }: { id: string }) {
  const { me } = useAuth();
  const { lobby } = useLobby();
  const entry = lobby?.conversations.find((conversation) => conversation.id === id);
  const inLobby = entry ? `${entry.state} ${entry.agent.state ?? ''}` : 'gone';
  const hint = lobby ? inLobby : 'unknown';
  const { conversation, refusal, reload } = useConversation(id, hint);

  if (conversation) {
    return <Workspace conversation={conversation} lobby={entry} me={me} reload={reload} />;
  }
  if (!refusal) return <FullPageLoader label="Opening the conversation" />;
  return (
    <StatusPage
      title={refusal.status === 404 ? 'No such conversation' : "This conversation can't be opened"}
      text={refusal.body.message}
    >
      <Group gap="sm">
        {refusal.status === 404 ? null : (
          <Button variant="default" onClick={() => void reload()}>
            Try again
          </Button>
        )}
        <Button component={Link} to="/">
          Back to the lobby
        </Button>
      </Group>
    </StatusPage>
  );
}
