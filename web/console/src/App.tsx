import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { BrowserRouter, Outlet, Route, Routes, useLocation } from 'react-router-dom';
import { AuthProvider } from './auth/AuthProvider';
import { CallbackPage } from './auth/CallbackPage';
import { LoginPage } from './auth/LoginPage';
import { Session } from './auth/session';
import { ConversationPage } from './conversation/ConversationPage';
import { ErrorBoundary } from './layout/ErrorBoundary';
import { NotFoundPage } from './layout/NotFoundPage';
import { LobbyPage } from './lobby/LobbyPage';
import { LobbyProvider } from './lobby/LobbyProvider';
import { cssVariablesResolver, theme } from './theme';

const session = new Session();
const colorSchemes = localStorageColorSchemeManager({ key: 'pillion-color-scheme' });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" limit={3} />
      <BrowserRouter basename="/console/">
        <Guarded>
          <Routes>
            <Route path="/login" element={<LoginPage />} />
            <Route path="/callback" element={<CallbackPage session={session} />} />
            <Route element={<SignedIn />}>
              <Route path="/" element={<LobbyPage />} />
              <Route path="/conversations/:id" element={<ConversationPage />} />
            </Route>
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Guarded>
      </BrowserRouter>
    </MantineProvider>
  );
}

function SignedIn() {
  return (
    <AuthProvider session={session}>
      <LobbyProvider>
        <Outlet />
      </LobbyProvider>
    </AuthProvider>
  );
}

function Guarded({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <ErrorBoundary resetKey={pathname}>{children}</ErrorBoundary>;
}
