import { hiddenIn, type Places } from './place';

/** Fields that no preset shows. */
export const fields: Places = {
  ...hiddenIn('open', {
    password: '<input type="password" value="WORD">',
    'password, upper case': '<input TYPE="PassWord" value="WORD">',
    'password in a shadow root':
      '<div><template shadowrootmode="open"><input type="password" value="WORD"></template></div>',
    'password in a frame': '<iframe srcdoc="<input type=password value=WORD>"></iframe>',
    'password in a frame in a frame':
      '<iframe srcdoc="<iframe srcdoc=&quot;<input type=password value=WORD>&quot;></iframe>"></iframe>',
    'password in what is marked to be shown':
      '<div data-pillion="show"><input type="password" value="WORD" data-pillion="show"></div>',
    'autocomplete cc-number': '<input autocomplete="cc-number" value="WORD">',
    'autocomplete cc-csc': '<input autocomplete="billing cc-csc" value="WORD">',
    'autocomplete cc-exp in a list':
      '<select autocomplete="cc-exp"><option selected>WORD</option></select>',
    'autocomplete cc-name': '<input autocomplete="CC-Name" value="WORD">',
    'autocomplete one-time-code': '<input autocomplete="one-time-code" value="WORD">',
    'autocomplete new-password': '<input autocomplete="new-password" value="WORD">',
    'autocomplete current-password':
      '<textarea autocomplete="section-a current-password">WORD</textarea>',
    'name cardNumber': '<input name="cardNumber" value="WORD">',
    'name cc_num': '<input name="cc_num" value="WORD">',
    'name creditcardnumber': '<input name="creditcardnumber" value="WORD">',
    'name TXTCARDNUMBER': '<input name="TXTCARDNUMBER" value="WORD">',
    'name payment[securitycode]': '<input name="payment[securitycode]" value="WORD">',
    'name cardexpirydate': '<input name="cardexpirydate" value="WORD">',
    'name smscode': '<input name="smscode" value="WORD">',
    'name userpassword': '<input name="userpassword" value="WORD">',
    'name otp': '<input name="otp" inputmode="numeric" value="WORD">',
    'name tax_id': '<input name="tax_id" value="WORD">',
    'name pin': '<input name="pin" value="WORD">',
    'name ssn of a telephone field': '<input type="tel" name="ssn" value="WORD">',
    'id cvv2': '<input id="cvv2" value="WORD">',
    'aria-label security code': '<input aria-label="Security code" value="WORD">',
    'title card number': '<input title="Card number" value="WORD">',
    'placeholder IBAN': '<input placeholder="IBAN" value="WORD">',
    'placeholder national id': '<textarea placeholder="National ID">WORD</textarea>',
    'placeholder Kreditkartennummer': '<input placeholder="Kreditkartennummer" value="WORD">',
    'placeholder contraseña': '<input placeholder="Contraseña" value="WORD">',
    'placeholder numéro de carte': '<input placeholder="Numéro de carte" value="WORD">',
    'placeholder wachtwoord': '<input placeholder="Wachtwoord" value="WORD">',
    'label account number': '<label>Account number <input value="WORD"></label>',
    'label by for': '<label for="exp1">Expiry date</label><input id="exp1" value="WORD">',
    'label by aria-labelledby':
      '<span id="lb">Social Security Number</span><input aria-labelledby="lb" value="WORD">',
    'label in a shadow root':
      '<div><template shadowrootmode="open"><b id="q">Passport</b><input aria-labelledby="q" value="WORD"></template></div>',
    'placeholder of a secret field': '<input name="cvc" placeholder="WORD">',
    'title of a secret field': '<input type="password" title="WORD">',
    'aria-description of a secret field': '<input name="cvc" aria-description="WORD">',
    'aria-valuetext of a secret field': '<input name="cvc" aria-valuetext="WORD">',
    'label of an option of a secret list':
      '<select name="cc_exp_month" autocomplete="cc-exp-month"><option label="WORD">x</select>',
    'group of a secret list':
      '<select autocomplete="cc-exp-year"><optgroup label="WORD"><option>x</select>',
    'style of a secret field': `<input name="cvc" style="--typed: 'WORD'">`,
    'editor with a secret name':
      '<div contenteditable="true" aria-label="Card number">a <b>WORD</b></div>',
    'textbox by role with a secret name': '<div role="textbox" aria-label="CVC">WORD</div>',
    'masked by style': '<input name="f1" style="-webkit-text-security: disc" value="WORD">',
    'masked by a sheet':
      '<style>.dots { -webkit-text-security: square }</style><input class="dots" value="WORD">',
    'masked by a font': '<input style="font-family: text-security-disc" value="WORD">',
    'hidden input': '<input type="hidden" name="token" value="WORD">',
    'suggestions for a field':
      '<input list="dl"><datalist id="dl"><option value="WORD">WORD</datalist>',
  }),
  ...hiddenIn('open', {
    'password turned into a text by property': [
      '<input type="password" value="WORD">',
      (at) => {
        const input = at.querySelector('input')!;
        input.type = 'text';
        input.value += ' ';
      },
    ],
    'password turned into a text by attribute': [
      '<input type="password" value="WORD">',
      (at) => at.querySelector('input')!.removeAttribute('type'),
    ],
    'password turned and set in one task': [
      '<input type="password">',
      (at, word) => {
        const input = at.querySelector('input')!;
        input.type = 'text';
        input.value = word;
      },
    ],
    'password set in one task and turned back': [
      '<input>',
      (at, word) => {
        const input = at.querySelector('input')!;
        input.type = 'password';
        input.value = word;
        input.type = 'text';
      },
    ],
    'password made by a script': [
      '',
      (at, word) => {
        const input = document.createElement('input');
        input.type = 'password';
        at.append(input);
        input.value = word;
      },
    ],
    'password turned in a frame': [
      '<iframe srcdoc="<input type=password value=WORD>"></iframe>',
      (at) => (at.querySelector('iframe')!.contentDocument!.querySelector('input')!.type = 'text'),
    ],
    'password turned in a shadow root': [
      '<div><template shadowrootmode="open"><input type="password" value="WORD"></template></div>',
      (at) => (at.querySelector('div')!.shadowRoot!.querySelector('input')!.type = 'text'),
    ],
    'value by attribute': [
      '<input type="password">',
      (at, word) => at.querySelector('input')!.setAttribute('value', word),
    ],
    'a name that comes with the value': [
      '<input>',
      (at, word) => {
        const input = at.querySelector('input')!;
        input.value = word;
        input.name = 'cvc';
      },
    ],
    'a label that comes with the value': [
      '<span id="late"></span><input aria-labelledby="late">',
      (at, word) => {
        at.querySelector('span')!.textContent = 'Passport number';
        at.querySelector('input')!.value = word;
      },
    ],
    'a label of an editor that comes with the text': [
      '<span id="late2"></span><p contenteditable aria-labelledby="late2">x</p>',
      (at, word) => {
        at.querySelector('span')!.textContent = 'Card number';
        at.querySelector('p')!.textContent = word;
      },
    ],
    'placeholder of a secret field set later': [
      '<input name="cvc">',
      (at, word) => (at.querySelector('input')!.placeholder = word),
    ],
    'option added to a secret list': [
      '<select autocomplete="cc-type"><option>x</select>',
      (at, word) => at.querySelector('select')!.add(new Option(word, word, true, true)),
    ],
    'file name': [
      '<input type="file">',
      (at, word) => {
        const files = new DataTransfer();
        files.items.add(new File([word], `${word}.txt`));
        at.querySelector('input')!.files = files.files;
      },
    ],
    'password copied into another field': [
      '<input type="password"><input class="copy">',
      (at, word) => at.querySelectorAll('input').forEach((input) => (input.value = word)),
    ],
    'password copied into a text': [
      '<input type="password"><p>-</p>',
      (at, word) => {
        at.querySelector('input')!.value = word;
        at.querySelector('p')!.textContent = ` ${word} `;
      },
    ],
    'password copied into an attribute': [
      '<input type="password" value="WORD"><p>-</p>',
      (at, word) => at.querySelector('p')!.setAttribute('title', word),
    ],
    'password replaced by a field of another name': [
      '<input type="password" value="WORD">',
      (at, word) => {
        const input = document.createElement('input');
        input.value = word;
        at.querySelector('input')!.replaceWith(input);
      },
    ],
    'password cloned as a text': [
      '<input type="password" value="WORD">',
      (at) => {
        const clone = at.querySelector('input')!.cloneNode() as HTMLInputElement;
        clone.type = 'text';
        at.append(clone);
      },
    ],
    'dots that a script takes away': [
      '<input style="-webkit-text-security: disc" value="WORD">',
      (at) => at.querySelector('input')!.removeAttribute('style'),
    ],
  }),
  'password typed, then turned into a text': {
    hiddenIn: 'open',
    html: '<input type="password">',
    type: 'WORD',
    then: (at) => (at.querySelector('input')!.type = 'text'),
  },
  'password typed, then shown as a text': {
    hiddenIn: 'open',
    html: '<input type="password">',
    type: 'WORD',
    then: (at) => at.replaceChildren(at.querySelector('input')!.value),
  },
  'secret typed into an editor': {
    hiddenIn: 'open',
    html: '<div contenteditable aria-label="One-time code"></div>',
    type: 'WORD',
  },
  'typed where a script draws dots': {
    hiddenIn: 'open',
    html: '<input>',
    act: (at) => at.querySelector('input')!.style.setProperty('-webkit-text-security', 'disc'),
    type: 'WORD',
  },
};
