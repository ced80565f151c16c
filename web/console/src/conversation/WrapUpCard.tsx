/** After the end: why it ended, and how it is filed. */
import { Button, Group, Select, Skeleton, Stack, Textarea } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { changeParticipant, getWrapUpCodes, type ParticipantChange } from '../api/operations';
import { asRefusal, type Refusal } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import type { Conversation, Participant, WrapUpCode } from '../api/types';
import { useAuth } from '../auth/AuthProvider';
import { clock } from '../layout/time';
import { customerOf } from './phase';
import type { Notes } from './useNotes';
import classes from './WrapUpCard.module.css';

interface Props {
  conversation: Conversation;
  own: Participant | undefined;
  ending: string;
  notes: Notes;
}

export function WrapUpCard(props: Props) {
  const { conversation, own, ending } = props;
  const shared = sharedFor(conversation);
  return (
    <div className={classes.card}>
      <div>
        <h2 className={classes.title}>Conversation ended</h2>
        <p className={classes.reason} data-testid="end-reason">
          {ending}
          {shared ? ` You were together for ${shared}.` : ''}
        </p>
      </div>
      {own ? (
        <WrapUpForm {...props} own={own} />
      ) : (
        <Button component={Link} to="/">
          Back to the lobby
        </Button>
      )}
    </div>
  );
}

function WrapUpForm({ conversation, own, notes }: Props & { own: Participant }) {
  const { api } = useAuth();
  const navigate = useNavigate();
  const [codes, setCodes] = useState<WrapUpCode[]>();
  const [code, setCode] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState<'save' | 'skip'>();
  const [refusal, setRefusal] = useState<Refusal>();
  // What the conversation was filed under when it was started stands until the agent says otherwise.
  const filed = own.wrapup?.code;
  const filedAs = own.wrapup?.name ?? codes?.find(({ id }) => id === filed)?.name ?? filed;
  const { notes: filedNotes } = own.wrapup ?? {};

  useEffect(() => {
    const abort = new AbortController();
    getWrapUpCodes(api, abort.signal)
      .then((found) => {
        setCodes(found);
        const proposed = found.find((each) => each.id === filed || each.name === filed);
        setCode((chosen) => chosen ?? proposed?.id ?? null);
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setCodes([]);
        setRefusal(asRefusal(error));
      });
    return () => abort.abort();
  }, [api, filed]);

  useEffect(() => {
    if (filedNotes && notes.text === '') notes.write(filedNotes);
    // Only what was there at first: an agent may well want to empty the field.
  }, []);

  const change = (kind: 'save' | 'skip', body: ParticipantChange) => {
    setBusy(kind);
    setRefusal(undefined);
    changeParticipant(api, conversation.id, own.id, body)
      .then(() => {
        notes.forget();
        void navigate('/');
      })
      .catch((error: unknown) => {
        setRefusal(asRefusal(error));
        setBusy(undefined);
      });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (code === null) {
      setMissing(true);
      return;
    }
    const text = notes.text.trim();
    change('save', { wrapup: { code, ...(text ? { notes: text } : {}) } });
  };

  if (codes === undefined) {
    return (
      <Stack gap="md" role="status" aria-label="Loading the wrap-up codes">
        <Skeleton height={64} />
        <Skeleton height={112} />
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      {filedAs ? (
        <p className={classes.filed} role="status">
          <IconCircleCheck size={18} className={classes.filedIcon} aria-hidden />
          Filed as “{filedAs}”. Saving replaces that.
        </p>
      ) : null}
      <Select
        label="Wrap-up code"
        placeholder={codes.length === 0 ? 'There are no wrap-up codes yet' : 'How did it go?'}
        data={codes.map((each) => ({ value: each.id, label: each.name }))}
        searchable={codes.length > 8}
        nothingFoundMessage="No wrap-up code has this name"
        disabled={codes.length === 0}
        allowDeselect={false}
        value={code}
        error={missing ? 'Choose a wrap-up code.' : undefined}
        onChange={(chosen) => {
          setCode(chosen);
          setMissing(false);
        }}
      />
      <Textarea
        label="Notes"
        placeholder="What the next person should know"
        autosize
        minRows={4}
        maxRows={10}
        maxLength={4000}
        value={notes.text}
        onChange={(event) => notes.write(event.currentTarget.value)}
      />
      {refusal ? <RefusalAlert refusal={refusal} /> : null}
      <Group justify="space-between" gap="sm">
        <Button
          variant="subtle"
          color="gray"
          loading={busy === 'skip'}
          onClick={() => change('skip', { wrapupSkipped: true })}
        >
          Skip
        </Button>
        <Button type="submit" loading={busy === 'save'} disabled={codes.length === 0}>
          Save and go to the lobby
        </Button>
      </Group>
    </form>
  );
}

/** How long the visitor shared, as a clock; undefined when they never did. */
function sharedFor(conversation: Conversation): string | undefined {
  const leg = customerOf(conversation)?.cobrowsesessions?.at(-1);
  const end = leg?.disconnectedTime ?? conversation.endTime;
  if (!leg?.connectedTime || !end) return undefined;
  return clock(Date.parse(end) - Date.parse(leg.connectedTime));
}
