/** Signing in: one form, and a picture of what it is for. */
import { Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router-dom';
import { asRefusal, type Refusal, type RefusalFault } from '../api/refusal';
import { RefusalAlert } from '../api/RefusalAlert';
import { Logo } from '../layout/Logo';
import { ThemeSwitch } from '../layout/ThemeSwitch';
import { logIn } from './login';
import classes from './LoginPage.module.css';
import { safeReturnUrl } from './returnUrl';
import { RideAlong } from './RideAlong';

interface Missing {
  email?: string;
  password?: string;
}

export function LoginPage() {
  const [search] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<Missing>({});
  const [refusal, setRefusal] = useState<Refusal>();
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = 'Sign in · Pillion';
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setRefusal(undefined);
    const gaps: Missing = {
      ...(email.trim() === '' ? { email: 'Enter your email address.' } : {}),
      ...(password === '' ? { password: 'Enter your password.' } : {}),
    };
    setMissing(gaps);
    if (gaps.email || gaps.password) {
      (gaps.email ? emailField : passwordField).current?.focus();
      return;
    }
    setBusy(true);
    logIn(email.trim(), password)
      .then(() => location.assign(safeReturnUrl(search.get('returnUrl'), location.origin)))
      .catch((error: unknown) => {
        setBusy(false);
        setRefusal(asRefusal(error));
        passwordField.current?.select();
      });
  };

  const emailFault = faultAt(refusal, '/email');
  const passwordFault = faultAt(refusal, '/password');

  return (
    <div className={classes.page}>
      <main className={classes.side}>
        <header className={classes.top}>
          <Logo size={32} />
          <ThemeSwitch />
        </header>
        <form className={classes.form} onSubmit={submit} noValidate aria-labelledby="sign-in-title">
          <Stack gap={8}>
            <Title order={1} id="sign-in-title" className={classes.title}>
              Sign in
            </Title>
            <p className={classes.lead}>Help people right where they are.</p>
          </Stack>
          {search.has('signedOut') && !refusal ? (
            <p className={classes.notice} role="status">
              <IconCircleCheck size={18} aria-hidden /> You are signed out.
            </p>
          ) : null}
          {refusal ? (
            <RefusalAlert refusal={refusal} except={[emailFault, passwordFault].filter(isFault)} />
          ) : null}
          <Stack gap="md">
            <TextInput
              ref={emailField}
              label="Email"
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              size="lg"
              classNames={{ input: classes.input! }}
              value={email}
              error={missing.email ?? emailFault?.message}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              ref={passwordField}
              label="Password"
              name="password"
              autoComplete="current-password"
              size="lg"
              classNames={{ innerInput: classes.input! }}
              visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
              value={password}
              error={missing.password ?? passwordFault?.message}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </Stack>
          <Button
            type="submit"
            size="lg"
            fullWidth
            loading={busy}
            classNames={{ label: classes.input! }}
          >
            Sign in
          </Button>
        </form>
        <footer className={classes.foot}>
          No account yet? Whoever runs this Pillion can make one for you.
        </footer>
      </main>
      <aside className={classes.picture} aria-hidden="true">
        <RideAlong />
        <p className={classes.caption}>See the page they see. Point the way.</p>
      </aside>
    </div>
  );
}

function faultAt(refusal: Refusal | undefined, pointer: string): RefusalFault | undefined {
  return refusal?.body.errors.find((fault) => fault.pointer === pointer);
}

function isFault(fault: RefusalFault | undefined): fault is RefusalFault {
  return fault !== undefined;
}
