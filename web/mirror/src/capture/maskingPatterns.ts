/**
 * What tells a field that is never shown, whatever the preset: payment, one-time codes, government ids
 * and secrets. Names are compared as words, so `cardNumber`, `card-number` and "Card number" are one.
 */
const fieldWords = new RegExp(
  '\\b(?:' +
    [
      // Payment
      '(?:card|cc) (?:num|no|nr)|pan|csc|cvn|card (?:verification|code|pin)|pruf(?:nummer|ziffer)',
      'iban|(?:bank )?(?:account|acct|konto) (?:number|num|no|nr|nummer)',
      '(?:routing|sort|aba) (?:number|num|no|code)',
      'exp (?:date|month|year|mm|yy|m|y)|valid (?:thru|until|to)|mm yy(?:yy)?',
      // One-time codes
      'totp|otp|(?:2|two) fa(?:ctor)?(?: code)?|mfa(?: code)?|one time pin|tan',
      // Government ids
      'ssn|passport|tax (?:id|number|payer)\\w*|tin|itin|ein|steuer (?:id|nummer)',
      'national (?:id|identity|identification|insurance)|nino|identity (?:card|number)|id number',
      'drivers? s? licen[cs]e|personalausweis\\w*|ausweisnummer',
      // Secrets
      'pwd|pin(?: code)?|secret',
    ]
      .join('|')
      .replaceAll(' ', ' ?') +
    ')\\b',
);

/** Looked for in a name without its separators, wherever it stands: `newuserpassword`. */
const anywhere =
  /(?:card|kaart|karten)(?:num|no$)|creditcard|kreditkarte|primaryaccount|cvc|cvv|securitycode|expir[yi]|(?:onetime|verification|confirmation|sms|auth|authentication|authenticator)(?:code|pass)|socialsecurity|taxpayer|passportn|passw|passcode|passphrase|kennwort|wachtwoord|contrasena|motdepasse|numerode(?:la)?(?:carte|tarjeta|cartao)/;

const fieldTokens = /(?:^|\s)(?:cc-[\w-]+|one-time-code|(?:current|new)-password)(?:\s|$)/;

/** True for an `autocomplete` that names a payment field, a one-time code or a password. */
export function namesSecretToken(autocomplete: string): boolean {
  return fieldTokens.test(autocomplete.toLowerCase());
}

/** Names and labels come again and again, with every keyframe and every look at a form. */
const judged = new Map([['', false]]);
const maxJudged = 2_000;

/** True for a name, label or placeholder that says that a secret goes there. */
export function namesSecret(text: string): boolean {
  const known = judged.get(text);
  if (known !== undefined) return known;
  if (judged.size > maxJudged) judged.clear();
  const words = text
    .slice(0, 512)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  const names = fieldWords.test(words) || anywhere.test(words.replaceAll(' ', ''));
  judged.set(text, names);
  return names;
}

/** True while a row of digits may be a card number that is not all there yet. */
export function mayBecomeCard(text: string): boolean {
  return /(?:^|\D)[2-6](?:[\s.-]?\d){6}/.test(text);
}

/** True for a group of digits that is part of a card number in `around`, whose groups are texts of their own. */
export function isPartOfCard(text: string, around: () => string): boolean {
  if (!/^\D?\d{3,6}\D?$/.test(text)) return false;
  const row = /(?:4|5[1-5]|3[47]|6|2[2-7])\d{11,17}/.exec(around().replace(/[\s-]/g, ''))?.[0];
  return row !== undefined && looksLikeCard(row);
}

const digitRuns = /\d(?:[\s\-\u2010-\u2015\u2212.]?\d){12,}/g;
const separator = /[^\d]/;

/** True when a text holds 13 to 19 digits, alone or in groups, that pass as a card number (Luhn). */
export function looksLikeCard(text: string): boolean {
  if (text.length < 13) return false;
  for (const [run] of text.matchAll(digitRuns)) {
    const groups = run.split(separator);
    // Digits that stand next to a card number must not hide it, so every row of groups is tried.
    for (let from = 0; from < groups.length; from++) {
      let digits = '';
      for (let to = from; to < groups.length && digits.length < 19; to++) {
        digits += groups[to];
        if (digits.length >= 13 && digits.length <= 19 && luhn(digits)) return true;
      }
    }
  }
  return false;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  // All zeros pass the sum and are no card.
  return sum > 0 && sum % 10 === 0;
}
