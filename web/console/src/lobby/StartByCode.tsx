/** A visitor reads a code out; this puts both in one session. */
import { Button, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { asRefusal, type Refusal } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import { useAuth } from '../auth/AuthProvider';
import { start } from './starting';
import classes from './StartByCode.module.css';

const digits = 6;

export function StartByCode() {
  const { api, me } = useAuth();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [hint, setHint] = useState<string>();
  const [refusal, setRefusal] = useState<Refusal>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setRefusal(undefined);
    if (code.length !== digits) {
      setHint(`A code has ${digits} digits.`);
      return;
    }
    setBusy(true);
    start(api, { visitor: { joinCode: code }, agentId: me.id })
      .then((id) => navigate(`/conversations/${id}`))
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => setBusy(false));
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.row}>
        <TextInput
          label="Start by code"
          classNames={{ root: classes.field!, label: classes.label!, input: classes.input! }}
          placeholder="000 000"
          inputMode="numeric"
          autoComplete="off"
          value={code.length > 3 ? `${code.slice(0, 3)} ${code.slice(3)}` : code}
          error={hint !== undefined}
          aria-describedby={hint === undefined ? '' : 'start-by-code-hint'}
          onChange={(event) => {
            setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, digits));
            setHint(undefined);
            setRefusal(undefined);
          }}
        />
        <Button
          type="submit"
          size="md"
          variant="default"
          loading={busy}
          rightSection={<IconArrowRight size={16} aria-hidden />}
        >
          Start
        </Button>
      </div>
      {hint ? (
        <p id="start-by-code-hint" className={classes.hint} role="alert">
          {hint}
        </p>
      ) : null}
      {refusal ? <RefusalAlert refusal={refusal} /> : null}
    </form>
  );
}
