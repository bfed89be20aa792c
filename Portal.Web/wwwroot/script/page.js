// Small comforts of every page; without this script nothing is out of reach.
'use strict';

(function () {
  // The menu of the service lies over the page, so Escape and a click beside it close it.
  const menu = document.querySelector('.own details');
  if (menu) {
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
    document.addEventListener('click', function (event) {
      if (menu.open && !menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }

  // Without this script the browser's own menu prints.
  document.querySelectorAll('button[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      window.print();
    });
  });

  // Paper cannot be unfolded. Where the style sheet can show what is folded, this has nothing to do.
  if (!CSS.supports('selector(::details-content)')) {
    let unfolded = [];
    window.addEventListener('beforeprint', function () {
      unfolded = Array.from(document.querySelectorAll('main details:not([open])'));
      unfolded.forEach(function (part) {
        part.open = true;
      });
    });
    window.addEventListener('afterprint', function () {
      unfolded.forEach(function (part) {
        part.open = false;
      });
    });
  }

  // Long tables can be sorted by a column and narrowed to the rows that hold a word.
  const long = 15;
  const quarters = { Jan: 1, Apr: 2, Jul: 3, Oct: 4 };

  // What a cell is sorted by: a number, a date or a quarter where all of the column are; otherwise its words.
  function valueOf(text) {
    const quarter = /^(Jan|Apr|Jul|Oct)-[A-Z][a-z]{2} ([0-9]{4})/.exec(text);
    if (quarter) {
      return Number(quarter[2]) * 4 + quarters[quarter[1]];
    }
    const number = /^([+\-\u2212]?)([0-9][0-9,]*(?:\.[0-9]+)?)(?: ?%)?(?: (?:of|to) .*)?$/.exec(text);
    if (number) {
      return (number[1] && number[1] !== '+' ? -1 : 1) * Number(number[2].replaceAll(',', ''));
    }
    return /^[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}/.test(text) ? Date.parse(text.replace(' at ', ' ').replace(/([ap]m)/, ' $1')) : NaN;
  }

  function textOf(row, column) {
    return row.cells[column] ? row.cells[column].textContent.trim() : '';
  }

  function sort(table, rows, column, isDown) {
    const texts = new Map(rows.map((row) => [row, textOf(row, column)]));
    const values = new Map(rows.map((row) => [row, valueOf(texts.get(row))]));
    const known = rows.filter((row) => !Number.isNaN(values.get(row)));
    // A few cells without a number, such as "not assessed", do not make words of a column of numbers.
    const byValue = known.length * 2 > rows.length;
    const rank = function (row) {
      if (row.classList.contains('unknown')) {
        return 2;
      }
      return texts.get(row) === '' || (byValue && Number.isNaN(values.get(row))) ? 1 : 0;
    };
    const compared = (one, other) =>
      byValue ? values.get(one) - values.get(other) : texts.get(one).localeCompare(texts.get(other), 'en-GB', { numeric: true });
    rows
      .slice()
      .sort((one, other) => rank(one) - rank(other) || (rank(one) > 0 ? 0 : (isDown ? -1 : 1) * compared(one, other)))
      .forEach((row) => table.tBodies[0].append(row));
  }

  function makeSortable(table, rows) {
    const heads = Array.from(table.tHead.rows[0].cells);
    table.classList.add('can-sort');
    heads.forEach(function (head, column) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', function () {
        const isDown = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
        sort(table, rows, column, isDown);
      });
    });
  }

  function makeNarrowable(table, rows, number) {
    const bar = document.createElement('div');
    bar.className = 'filter screen';
    const label = document.createElement('label');
    label.htmlFor = 'filter-' + number;
    // Several long tables of a page are told apart by their names.
    const name = document.createElement('span');
    const place = table.closest('.scroll');
    name.className = 'quiet';
    name.textContent = place ? ' in ' + place.getAttribute('aria-label') : '';
    label.append('Only rows with', name);
    const field = document.createElement('input');
    field.type = 'search';
    field.id = label.htmlFor;
    field.autocomplete = 'off';
    const said = document.createElement('p');
    said.setAttribute('role', 'status');
    bar.append(label, field, said);
    field.addEventListener('input', function () {
      const word = field.value.trim().toLocaleLowerCase('en-GB');
      rows.forEach((row) => (row.hidden = !row.textContent.toLocaleLowerCase('en-GB').includes(word)));
      said.textContent = word === '' ? '' : rows.filter((row) => !row.hidden).length + ' of ' + rows.length + ' rows';
    });
    (place || table).before(bar);
  }

  document.querySelectorAll('main table').forEach(function (table, number) {
    const rows = table.tBodies.length === 1 ? Array.from(table.tBodies[0].rows) : [];
    const isPlain = table.tHead && table.tHead.rows.length === 1 && !table.querySelector('[rowspan], thead :is([colspan], a, button)');
    if (rows.length <= long || !isPlain) {
      return;
    }
    makeSortable(table, rows);
    makeNarrowable(table, rows, number);
  });
})();
