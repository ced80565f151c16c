/** Posts the credentials; resolves when the server has set its cookie. Throws `Refusal`. */
import { refusalFrom, unreachable } from '../api/refusal';

export async function logIn(email: string, password: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/oauth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await refusalFrom(response);
}
