/** Asks somebody on the site to share their page. */
import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { asRefusal, type Refusal } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import type { LobbyVisitor } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { Avatar } from '../layout/Avatar';
import { addressOf, visitorName } from '../layout/visitorName';
import classes from './InviteDialog.module.css';
import { start } from './starting';

interface Props {
  visitor: LobbyVisitor | undefined;
  onClose(): void;
}

export function InviteDialog({ visitor, onClose }: Props) {
  return (
    <Modal opened={visitor !== undefined} onClose={onClose} title="Invite to share their page">
      {visitor ? <InviteForm key={visitor.id} visitor={visitor} onClose={onClose} /> : null}
    </Modal>
  );
}

function InviteForm({ visitor, onClose }: { visitor: LobbyVisitor; onClose(): void }) {
  const { api, me } = useAuth();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [point, setPoint] = useState(true);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const reasonFault = refusal?.body.errors.find((fault) => fault.pointer === '/subject');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    start(api, {
      visitor: { userId: visitor.id },
      agentId: me.id,
      siteId: visitor.site.key,
      subject: reason.trim() || undefined,
      capabilities: point ? ['view', 'point'] : ['view'],
    })
      .then((id) => navigate(`/conversations/${id}`))
      .catch((error: unknown) => {
        setRefusal(asRefusal(error));
        setBusy(false);
      });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <div className={classes.visitor}>
          <Avatar name={visitor.name} online />
          <div className={classes.words}>
            <p className={classes.name}>{visitorName(visitor)}</p>
            <p className={classes.page}>
              {visitor.page.title || 'Untitled page'} · {addressOf(visitor.page.url)}
            </p>
          </div>
        </div>
        <Textarea
          label="Reason"
          description="The visitor reads this when they are asked."
          placeholder="Let's look at your order together"
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          data-autofocus
          value={reason}
          error={reasonFault?.message}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <fieldset className={classes.fieldset}>
          <legend>You will be able to</legend>
          <Checkbox
            label="See the page"
            description="Only what the site's privacy policy lets you see"
            classNames={{ label: classes.given! }}
            checked
            disabled
            readOnly
          />
          <Checkbox
            label="Point at things"
            description="The visitor sees your laser pointer"
            checked={point}
            onChange={(event) => setPoint(event.currentTarget.checked)}
          />
        </fieldset>
        {refusal ? (
          <RefusalAlert refusal={refusal} except={reasonFault ? [reasonFault] : []} />
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Send invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
