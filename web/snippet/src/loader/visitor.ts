import type { Kind, VisitorEvent, VisitorHello, VisitorWelcome } from '@pillion/protocol';
import type { PillionApi, PillionState } from '../api';
import type { Link, Side } from '../link';
import { createEmitter } from './emitter';
import { readJson, writeJson } from './json';
import { inView, readPage, takeCode, watchPage } from './page';
import { markLive, readRecord, readVisitor, saveRecord, saveVisitor } from './record';
import { Close, createSocket } from './socket';

declare const SESSION_FILE: string;

const helloKind: typeof Kind.hello = 0x01;
const welcomeKind: typeof Kind.welcome = 0x02;
const requestKind: typeof Kind.request = 0x40;
const eventKind: typeof Kind.event = 0x41;

/** Presence of one tab, and the public API. `base` is the server's address and ends with a slash. */
export function createVisitor(
  base: string,
  site: string,
  warn: (message: string) => void,
): PillionApi {
  const key = `pillion:${site}`;
  const { emit, on, off } = createEmitter();
  let record = readRecord(key);
  let visitor = readVisitor(key);
  /** A join code that the server has not been told yet. */
  let code = takeCode();
  let state: PillionState = 'idle';
  let skew = 0;
  let told = '';
  let titled: boolean | undefined;
  let asked = 0;
  let away = false;
  let identifying = 0;
  /** The request that carried a code; 0 when the hello did. */
  let redeeming: number | undefined;
  let side: Side | undefined;
  let loading: Promise<Side> | undefined;
  let loads = 0;

  const socket = createSocket(`${base.replace(/^http/, 'ws')}live`, {
    hello: () => writeJson(helloKind, record.session, hello()),
    frame(bytes) {
      try {
        if (bytes[0] === welcomeKind) onWelcome(readJson(bytes));
        else if (bytes[0] === eventKind) onEvent(readJson(bytes));
        else side?.frame(bytes);
      } catch (fault) {
        fail('internal', `${fault}`);
      }
    },
    lost() {
      if (link.session) state = 'reconnecting';
      side?.lost();
    },
    retry: onClose,
  });

  const link: Link = {
    ...socket,
    emit,
    get state() {
      return state;
    },
    set state(value) {
      state = value;
    },
    get skew() {
      return skew;
    },
    get session() {
      return record.session?.ending ? undefined : record.session;
    },
    keep(session) {
      record.session = session;
      save();
    },
    finish() {
      if (!record.session) return;
      record.session.ending = true;
      save();
      link.request({ type: 'end' });
    },
    request(request) {
      if (!socket.connected()) return 0;
      socket.send(writeJson(requestKind, record.session, { ...request, id: ++asked }));
      return asked;
    },
  };

  function save(): void {
    saveRecord(key, record);
  }

  function hello(): VisitorHello {
    const page = readPage(titled);
    told = page.url + page.title + page.visible;
    const { tab, identity, session } = record;
    return {
      role: 'visitor',
      protocol: 1,
      site,
      tab,
      page,
      ...(visitor && { visitor }),
      ...(identity && { identity }),
      ...(session && {
        session: { token: session.token, epoch: session.epoch, seq: session.seq },
      }),
      ...(code && { redeem: code }),
    };
  }

  function onWelcome(welcome: VisitorWelcome): void {
    meet(welcome.visitor);
    titled = welcome.titled;
    if (welcome.now) skew = Date.parse(welcome.now) - Date.now();
    if (code) redeeming = 0;
    code = undefined;
    const { session } = record;
    if (session?.ending) {
      if (welcome.session) link.finish();
      else link.keep(undefined);
      delete welcome.session;
      delete welcome.ended;
    } else if (session || welcome.invitation) need();
    if (welcome.invitation) redeeming = undefined;
    tell((it) => it.welcome(welcome));
    checkPage();
  }

  function onEvent(event: VisitorEvent): void {
    const { type } = event;
    if (type === 'identified') meet(event.visitor);
    else if (type === 'ended') {
      if (record.session?.ending) link.keep(undefined);
    } else if (type === 'offer') {
      redeeming = undefined;
      need();
    } else if (type === 'refused') {
      const { id = 0 } = event;
      if (id && id === identifying) record.identity = undefined;
      // The visitor followed a link with a code: they are told, not only the page.
      if (id === redeeming) {
        redeeming = undefined;
        need();
        tell((it) => it.codeRefused());
      }
      fail(event.code, event.message);
    }
    tell((it) => it.event(event));
  }

  function meet({ token, ...known }: VisitorWelcome['visitor']): void {
    saveVisitor(key, (visitor = token));
    emit('ready', { visitor: known });
  }

  /** Loads the session code, once; a visitor who is never helped never pays for it. */
  function need(): Promise<Side> {
    // Browsers remember a failed import by its address, hence the number.
    loading ??= (
      import(`${base}snippet/${SESSION_FILE}${loads++ ? `?${loads}` : ''}`) as Promise<{
        attach(link: Link): Side;
      }>
    ).then(
      (module) => (side = module.attach(link)),
      (fault) => {
        loading = undefined;
        fail('session_file', `${fault}`);
        throw fault;
      },
    );
    loading.catch(() => {});
    return loading;
  }

  function tell(say: (side: Side) => void): void {
    if (side) say(side);
    else loading?.then(say, () => {});
  }

  function onClose(code: number, reason: string): boolean {
    const { session, identity } = record;
    if (code === Close.token && (identity || visitor || session)) {
      // The reason begins with the token's name; a session's token has none.
      if (identity && reason.startsWith('identity')) record.identity = undefined;
      else if (session && !reason.startsWith('visitor')) gone();
      else if (visitor) saveVisitor(key, (visitor = ''));
      else record.identity = undefined;
      save();
      fail('token', reason);
      return true;
    }
    if (code < Close.bad || code > Close.tooLarge || code === 4408) return true;
    if (session) {
      gone(code === Close.superseded);
      // Only the session may be what is unknown.
      if (code === Close.unknown) return true;
    }
    if (code === Close.origin) warn(`${location.origin} is not among the origins of site ${site}.`);
    if (code === Close.unknown) warn(`There is no site ${site}: check data-site.`);
    fail('closed', `The server closed the connection for good: ${code}.`);
    return false;
  }

  function gone(superseded = false): void {
    tell((it) => it.halted(superseded));
    state = 'idle';
    link.keep(undefined);
  }

  function fail(code: string, message: string): void {
    emit('error', { code, message });
  }

  function checkPage(): void {
    const redeem = takeCode();
    if (redeem) {
      redeeming = link.request({ type: 'redeem', code: redeem });
      if (!redeeming) code = redeem;
    }
    const page = readPage(titled);
    const now = page.url + page.title + page.visible;
    if (now !== told && link.request({ type: 'page', page })) told = now;
  }

  /** Goes on with the session that the tab's previous document had. */
  function begin(): void {
    const { session } = record;
    if (session) {
      session.epoch++;
      session.seq = 0;
      if (!session.ending) {
        state = 'reconnecting';
        need();
      }
    }
    save();
    socket.start();
  }

  watchPage(checkPage);
  document.addEventListener('visibilitychange', () => {
    // Comes between pagehide and pageshow too, when the record is another document's.
    if (away) return;
    // A hidden tab may be killed without a word; what it holds must not look alive then.
    markLive(key, record, inView());
    socket.hurry();
    checkPage();
  });
  addEventListener('online', socket.hurry);
  addEventListener('pagehide', () => {
    markLive(key, record, false);
    away = true;
    side?.leave();
    socket.stop();
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    away = false;
    record = readRecord(key, true);
    state = 'idle';
    begin();
  });
  begin();

  return {
    on,
    off,
    get state() {
      return state;
    },
    identify(token) {
      // Pages call this on every load; hello has said it already.
      if (record.identity === token) return;
      record.identity = `${token}`;
      save();
      identifying = link.request({ type: 'identify', token: record.identity });
    },
    showCode() {
      const shown = need().then((it) => it.showCode());
      // The caller still gets the rejection; one who ignores it gets no console noise.
      shown.catch(() => {});
      return shown;
    },
    end() {
      if (side) side.end();
      else if (record.session) {
        state = 'idle';
        link.finish();
      }
    },
  };
}
