import type { Probe } from '../probe';

export const forms: Probe[] = [
  {
    name: 'value by script',
    html: '<input id="a">',
    act: ({ $ }) => ($('#a').value = 'set'),
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'value at the start',
    html: '<input id="a" value="given">',
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'value attribute after a value',
    html: '<input id="a" value="given">',
    act: ({ $ }) => {
      $('#a').value = 'typed';
      $('#a').setAttribute('value', 'other default');
    },
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'typing',
    html: '<input id="a">',
    drive: async (page) => {
      await page.click('#a');
      await page.keyboard.type('typed text');
    },
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'textarea',
    html: '<textarea id="a">first</textarea>',
    act: ({ $ }) => ($('#a').value = 'second\nline'),
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'default text of a textarea',
    html: '<textarea id="a">first</textarea>',
    act: ({ $ }) => ($('#a').textContent = 'new default'),
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'checkbox by script',
    html: '<input type="checkbox" id="a">',
    act: ({ $ }) => ($('#a').checked = true),
    read: ({ $ }) => [$('#a').checked, $('#a').matches(':checked')],
  },
  {
    name: 'checkbox that was checked',
    html: '<input type="checkbox" id="a" checked>',
    act: ({ $ }) => ($('#a').checked = false),
    read: ({ $ }) => $('#a').checked,
  },
  {
    name: 'checkbox by its label',
    html: '<label id="l"><input type="checkbox" id="a">label</label>',
    drive: (page) => page.click('#l'),
    read: ({ $ }) => $('#a').checked,
  },
  {
    name: 'indeterminate',
    html: '<input type="checkbox" id="a">',
    act: ({ $ }) => ($('#a').indeterminate = true),
    read: ({ $ }) => [$('#a').indeterminate, $('#a').matches(':indeterminate')],
  },
  {
    name: 'radio buttons',
    html: '<input type="radio" name="r" checked id="a"><input type="radio" name="r" id="b">',
    act: ({ $ }) => $('#b').click(),
    read: ({ $ }) => [$('#a').checked, $('#b').checked],
  },
  {
    name: 'radio buttons without a name',
    html: '<input type="radio" checked id="a"><input type="radio" id="b">',
    act: ({ $ }) => $('#b').click(),
    read: ({ $ }) => [$('#a').checked, $('#b').checked],
  },
  {
    name: 'radio buttons of one name in two forms',
    html: '<form><input type="radio" name="r" checked id="a"></form><form><input type="radio" name="r" id="b"></form>',
    act: ({ $ }) => $('#b').click(),
    read: ({ $ }) => [$('#a').checked, $('#b').checked],
  },
  {
    name: 'select',
    html: '<select id="a"><option>a<option>b<option>c</select>',
    act: ({ $ }) => ($<HTMLSelectElement>('#a').selectedIndex = 2),
    read: ({ $ }) => $<HTMLSelectElement>('#a').selectedIndex,
  },
  {
    name: 'select by value',
    html: '<select id="a"><option value="1">a<option value="2">b</select>',
    act: ({ $ }) => ($<HTMLSelectElement>('#a').value = '2'),
    read: ({ $ }) => $<HTMLSelectElement>('#a').selectedOptions[0]?.textContent,
  },
  {
    name: 'select by keyboard',
    html: '<select id="a"><option>a<option>b<option>c</select>',
    drive: async (page) => {
      await page.focus('#a');
      await page.keyboard.press('ArrowDown');
    },
    read: ({ $ }) => $<HTMLSelectElement>('#a').selectedIndex,
  },
  {
    name: 'nothing selected',
    html: '<select id="a"><option>a<option>b</select>',
    act: ({ $ }) => ($<HTMLSelectElement>('#a').selectedIndex = -1),
    read: ({ $ }) => $<HTMLSelectElement>('#a').selectedIndex,
  },
  {
    name: 'several selected',
    html: '<select id="a" multiple><option>a<option selected>b<option>c</select>',
    act: ({ $ }) => {
      const { options } = $<HTMLSelectElement>('#a');
      options[0]!.selected = options[2]!.selected = true;
      options[1]!.selected = false;
    },
    read: ({ $ }) => [...$<HTMLSelectElement>('#a').options].map((o) => o.selected),
  },
  {
    name: 'option groups',
    html: '<select id="a"><optgroup label="g"><option>a<option>b</optgroup></select>',
    act: ({ $ }) => {
      $('#a').insertAdjacentHTML('beforeend', '<optgroup label="h"><option selected>c</optgroup>');
    },
    read: ({ $, d }) => [
      $<HTMLSelectElement>('#a').selectedIndex,
      [...d.querySelectorAll('optgroup')].map((g) => g.label),
    ],
  },
  {
    name: 'options written anew',
    html: '<select id="a"><option>a<option selected>b</select>',
    act: ({ $ }) => ($('#a').innerHTML = '<option>x<option>y<option selected>z'),
    read: ({ $ }) => [$('#a').textContent, $<HTMLSelectElement>('#a').selectedIndex],
  },
  {
    name: 'reset of a form',
    html: '<form id="f"><input id="a" value="start"><input type=checkbox id="b"><select id="c"><option>1<option>2</select><textarea id="t">start</textarea></form>',
    before: ({ $ }) => {
      $('#a').value = 'changed';
      $('#b').checked = true;
      $<HTMLSelectElement>('#c').selectedIndex = 1;
      $('#t').value = 'changed';
    },
    act: ({ $ }) => $<HTMLFormElement>('#f').reset(),
    read: ({ $ }) => [
      $('#a').value,
      $('#b').checked,
      $<HTMLSelectElement>('#c').selectedIndex,
      $('#t').value,
    ],
  },
  {
    name: 'range, number, date, time, colour',
    html: '<input id="a" type="range"><input id="b" type="number"><input id="c" type="date"><input id="e" type="time"><input id="g" type="color">',
    act: ({ $ }) => {
      $('#a').value = '7';
      $('#b').value = '42.5';
      $('#c').value = '2026-02-28';
      $('#e').value = '23:59';
      $('#g').value = '#010203';
    },
    read: ({ $ }) => ['a', 'b', 'c', 'e', 'g'].map((id) => $(`#${id}`).value),
  },
  {
    name: 'a range with its limits',
    html: '<input id="a" type="range" min="0" max="10" value="5">',
    act: ({ $ }) => {
      $('#a').max = '1000';
      $('#a').value = '900';
    },
    read: ({ $ }) => [$('#a').max, $('#a').value],
    picture: '#a',
  },
  {
    name: 'progress and meter',
    html: '<progress id="a" max="10" value="1"></progress><meter id="b" max="10" value="2"></meter>',
    act: ({ $ }) => {
      $<HTMLProgressElement>('#a').value = 7;
      $<HTMLMeterElement>('#b').value = 9;
    },
    read: ({ $ }) => [$<HTMLProgressElement>('#a').value, $<HTMLMeterElement>('#b').value],
    picture: '#a',
  },
  {
    name: 'output',
    html: '<output id="a">1</output>',
    act: ({ $ }) => ($('#a').value = '12'),
    read: ({ $ }) => [$('#a').value, $('#a').textContent],
  },
  {
    name: 'placeholder, shown and gone',
    html: '<style>input:placeholder-shown{border-left-width:9px}</style><input id="a" placeholder="p">',
    act: ({ $ }) => {
      $('#a').placeholder = 'new';
      $('#a').value = 'x';
    },
    read: ({ style, $ }) => [style('#a', 'border-left-width'), $('#a').placeholder],
  },
  {
    name: 'a field whose type changes',
    html: '<input id="a" type="text" value="5">',
    act: ({ $ }) => ($('#a').type = 'range'),
    read: ({ $ }) => [$('#a').type, $('#a').value],
  },
  {
    name: 'a field that is put in with a value',
    html: '<div id="f"></div>',
    act: ({ $, d }) => {
      const field = d.createElement('input');
      field.id = 'a';
      $('#f').append(field);
      field.value = 'late';
    },
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'a field that is moved keeps its value',
    html: '<div id="f"><input id="a"></div><div id="g"></div>',
    before: ({ $ }) => ($('#a').value = 'kept'),
    act: ({ $ }) => $('#g').append($('#a')),
    read: ({ $ }) => [$('#a').value, $('#a').parentElement!.id],
  },
  {
    name: 'a datalist leaves nothing behind',
    html: '<input id="a" list="l"><datalist id="l"><option value="x"></datalist><p id="b">after</p>',
    read: ({ box }) => box('#b'),
  },
  {
    name: 'required and invalid fields',
    html: '<style>input:invalid{color:rgb(8,8,8)} input:valid{color:rgb(9,9,9)}</style><input id="a" required>',
    act: ({ $ }) => ($('#a').value = 'x'),
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'an e-mail address, a pattern and a custom fault',
    html: '<style>input:invalid{color:rgb(8,8,8)}</style><input id="a" type="email" value="a@b.test"><input id="b" pattern="[0-9]+" value="12"><input id="c" value="ok">',
    act: ({ $ }) => {
      $('#a').value = 'no address';
      $('#b').value = 'letters';
      $('#c').setCustomValidity('no');
    },
    read: ({ style }) => ['#a', '#b', '#c'].map((id) => style(id, 'color')),
  },
  {
    name: 'fields that a person left invalid',
    html: '<style>input:user-invalid{color:rgb(8,8,8)}</style><input id="a" required><input id="b">',
    drive: async (page) => {
      await page.fill('#a', 'x');
      await page.fill('#a', '');
      await page.focus('#b');
    },
    read: ({ style }) => style('#a', 'color'),
  },
  {
    name: 'a number in a field that is half typed',
    html: '<input id="a" type="number">',
    drive: async (page) => {
      await page.click('#a');
      await page.keyboard.type('12.5');
    },
    read: ({ $ }) => $('#a').value,
  },
  {
    name: 'contenteditable by a person',
    html: '<div id="a" contenteditable>text</div>',
    drive: async (page) => {
      await page.click('#a');
      await page.keyboard.press('End');
      await page.keyboard.type(' more');
      await page.keyboard.press('Enter');
      await page.keyboard.type('line');
    },
    read: ({ $ }) => $('#a').innerHTML,
  },
];
