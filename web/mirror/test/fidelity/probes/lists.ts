import type { Probe } from '../probe';

export const lists: Probe[] = [
  {
    name: 'a virtualised list that a person scrolls',
    html: '<div id="a" style="height:300px;overflow:auto;position:relative"><div id="b" style="height:200000px;position:relative"></div></div>',
    before: ({ $, d }) => {
      const rows = new Map<number, HTMLElement>();
      const fill = () => {
        const first = Math.max(0, Math.floor($('#a').scrollTop / 20) - 5);
        for (const [i, row] of rows) {
          if (i < first || i >= first + 25) {
            row.remove();
            rows.delete(i);
          }
        }
        for (let i = first; i < first + 25; i++) {
          if (rows.has(i)) continue;
          const row = d.createElement('p');
          row.textContent = `row ${i}`;
          row.style.cssText = `position:absolute;margin:0;top:${i * 20}px;height:20px`;
          rows.set(i, row);
          $('#b').append(row);
        }
      };
      $('#a').onscroll = fill;
      fill();
    },
    drive: async (page) => {
      await page.hover('#a');
      for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 700);
      await page.waitForFunction(() => document.querySelector('#a')!.scrollTop >= 8_400);
    },
    read: ({ $ }) => [$('#a').scrollTop, $('#b').textContent],
  },
  {
    name: 'a virtualised list that uses its rows again',
    html: '<div id="a"></div>',
    before: ({ $ }) => {
      for (let i = 0; i < 20; i++) $('#a').insertAdjacentHTML('beforeend', `<p>row ${i}</p>`);
    },
    act: async ({ $ }) => {
      for (let step = 1; step < 20; step++) {
        const first = $('#a').firstElementChild as HTMLElement;
        first.firstChild!.nodeValue = `row ${19 + step}`;
        $('#a').append(first);
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: '5,000 rows appended at once',
    html: '<table><tbody id="a"></tbody></table>',
    act: ({ $ }) => {
      $('#a').innerHTML = Array.from(
        { length: 5_000 },
        (_, i) => `<tr class="r${i % 7}"><td>${i}</td><td>name ${i}</td></tr>`,
      ).join('');
    },
    read: ({ $ }) => [$('#a').children.length, $('#a').textContent!.length],
  },
  {
    name: '1,000 rows sorted',
    html: '<ul id="a"></ul>',
    before: ({ $ }) => {
      $('#a').innerHTML = Array.from(
        { length: 1_000 },
        (_, i) => `<li>${(i * 7_919) % 1_000}`,
      ).join('');
    },
    act: ({ $ }) => {
      const items = [...$('#a').children];
      items.sort((a, b) => Number(a.textContent) - Number(b.textContent));
      $('#a').append(...items);
    },
    read: ({ texts }) => texts('#a li').join(),
  },
  {
    name: 'a list filtered and filled again',
    html: '<ul id="a"></ul>',
    before: ({ $ }) => {
      $('#a').innerHTML = Array.from({ length: 300 }, (_, i) => `<li>${i}`).join('');
    },
    act: async ({ $ }) => {
      const all = [...$('#a').children];
      for (const item of all) if (Number(item.textContent) % 3) item.remove();
      await new Promise((resolve) => setTimeout(resolve, 30));
      $('#a').replaceChildren(...all.reverse());
    },
    read: ({ texts }) => texts('#a li').join(),
  },
  {
    name: 'a ticker of 300 texts in a second',
    html: '<p id="a">0</p>',
    act: async ({ $ }) => {
      for (let i = 1; i <= 300; i++) {
        $('#a').textContent = `price ${i}`;
        if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 8));
      }
    },
    read: ({ $ }) => $('#a').textContent,
  },
  {
    name: '100,000 nodes at the start',
    html: '<div id="a"></div>',
    before: ({ $ }) => {
      const row = '<tr><td>1</td><td><b>2</b></td></tr>';
      for (let i = 0; i < 100; i++) {
        $('#a').insertAdjacentHTML('beforeend', `<table>${row.repeat(165)}</table>`);
      }
    },
    read: ({ d, $ }) => [d.querySelectorAll('#a *').length, $('#a').textContent!.length],
  },
  {
    name: 'a page that changes while its 20,000 nodes are first read',
    html: '<div id="a"></div>',
    before: ({ $, w }) => {
      $('#a').innerHTML = '<p>a <b>b</b></p>'.repeat(5_000);
      let left = 40;
      const step = () => {
        const rows = $('#a').children;
        $('#a').prepend(rows[rows.length - 1]!);
        rows[(left * 97) % rows.length]!.remove();
        rows[(left * 31) % rows.length]!.textContent = `changed ${left}`;
        if (left-- > 0) w.setTimeout(step, 1);
      };
      step();
    },
    read: ({ $ }) => [$('#a').children.length, $('#a').textContent],
  },
];
