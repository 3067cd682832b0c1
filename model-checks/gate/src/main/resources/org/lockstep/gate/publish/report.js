'use strict';
(function () {
  const stories = JSON.parse(document.getElementById('stories').textContent);
  if (stories.length === 0) {
    return;
  }
  const viewer = document.getElementById('viewer');
  const choice = document.getElementById('story');
  const position = document.getElementById('position');
  const still = document.getElementById('still');
  const buttons = {
    first: document.getElementById('first'),
    back: document.getElementById('back'),
    on: document.getElementById('on'),
    last: document.getElementById('last'),
  };
  let story = stories[0];
  let step = 0;

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) {
      made.textContent = text;
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  function row(cells) {
    const made = element('tr');
    cells.forEach((cell) => made.append(cell));
    return made;
  }

  function head(names) {
    const made = element('thead');
    made.append(row(names.map((name) => {
      const cell = element('th', name);
      cell.scope = 'col';
      return cell;
    })));
    return made;
  }

  // The last state that every reader can be shown: the model's.
  function end() {
    return story.columns[0].states.length - 1;
  }

  // Steps count from 0, as everywhere in the gate: step 0 leads from the initial state to state 1.
  function named() {
    return step === 0 ? 'initial state'
      : 'step ' + (step - 1) + (step <= story.steps.length ? ' ' + story.steps[step - 1].label : '');
  }

  function drawLanes() {
    const table = element('table', undefined, 'lanes');
    table.append(element('caption', 'Who takes which step'));
    table.append(head(['Step', ...story.lanes]));
    const body = element('tbody');
    for (let i = 0; i <= end(); i++) {
      const cells = [element('td', i === 0 ? '' : String(i - 1), 'number')];
      story.lanes.forEach((lane, index) => {
        const acts = i > 0 && i <= story.steps.length && story.steps[i - 1].lane === index;
        cells.push(element('td', acts ? story.steps[i - 1].label : '', acts ? 'acts mono' : ''));
      });
      if (i === 0 && cells.length > 1) {
        cells[1].textContent = 'initial state';
        cells[1].className = 'soft';
      }
      const made = row(cells);
      made.addEventListener('click', () => move(i));
      body.append(made);
    }
    table.append(body);
    document.getElementById('lanes').replaceChildren(table);
  }

  function drawEnds() {
    const list = element('dl', undefined, 'ends');
    story.columns.filter((column) => column.end).forEach((column) => {
      list.append(element('dt', column.name), element('dd', column.end));
    });
    document.getElementById('ends').replaceChildren(list);
    document.getElementById('what').textContent = story.text;
    document.getElementById('file').textContent = story.file;
  }

  function moves(key) {
    const model = story.columns[0].states;
    return story.columns.some((column) => column.states.some((state, i) =>
      state[key] !== model[0][key] || state[key] !== model[i][key]));
  }

  function drawStates() {
    const table = element('table', undefined, 'states');
    table.append(element('caption', (step === 0 ? 'The initial state' : 'The state after ' + named())
      + '; ≠ marks what differs from the model, shading what the step changed'));
    table.append(head(['Component', ...story.columns.map((column) => column.name)]));
    const body = element('tbody');
    story.keys.forEach((name, key) => {
      if (still.checked && !moves(key)) {
        return;
      }
      const title = element('th', name, 'mono');
      title.scope = 'row';
      const cells = [title];
      story.columns.forEach((column, index) => {
        const state = column.states[step];
        if (state === undefined) {
          cells.push(element('td', 'ended', 'over'));
        } else if (state[key] === null) {
          cells.push(element('td', '–', 'over'));
        } else {
          const model = story.columns[0].states[step][key];
          const differs = index > 0 && state[key] !== model;
          const moved = step > 0 && column.states[step - 1][key] !== state[key];
          cells.push(element('td', (differs ? '≠ ' : '') + state[key],
            'mono' + (differs ? ' differs' : moved ? ' moved' : '')));
        }
      });
      body.append(row(cells));
    });
    table.append(body);
    document.getElementById('states').replaceChildren(table);
  }

  function go(to) {
    step = Math.max(0, Math.min(end(), to));
    position.textContent = step + ' of ' + end() + ': ' + named();
    buttons.first.disabled = buttons.back.disabled = step === 0;
    buttons.on.disabled = buttons.last.disabled = step === end();
    document.querySelectorAll('#lanes tbody tr').forEach((made, index) => {
      made.classList.toggle('later', index > step);
      if (index === step) {
        made.setAttribute('aria-current', 'step');
        const box = document.getElementById('lanes');
        box.scrollTop = Math.max(0, made.offsetTop - box.clientHeight / 2);
      } else {
        made.removeAttribute('aria-current');
      }
    });
    drawStates();
  }

  // What a reader does is in the address, so that it can be sent to somebody else.
  function move(to) {
    go(to);
    history.replaceState(null, '', '#' + story.id + '/' + step);
  }

  function show(id, at) {
    story = stories.find((each) => each.id === id) || stories[0];
    choice.value = story.id;
    drawLanes();
    drawEnds();
    go(at);
  }

  function linked() {
    const [id, at] = decodeURIComponent(location.hash.slice(1)).split('/');
    if (!stories.some((each) => each.id === id)) {
      return false;
    }
    show(id, Number.parseInt(at, 10) || 0);
    viewer.scrollIntoView();
    return true;
  }

  const keys = {
    ArrowRight: () => move(step + 1),
    ArrowDown: () => move(step + 1),
    ArrowLeft: () => move(step - 1),
    ArrowUp: () => move(step - 1),
    Home: () => move(0),
    End: () => move(end()),
  };
  viewer.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (act && plain && event.target !== choice) {
      event.preventDefault();
      act();
    }
  });
  choice.addEventListener('change', () => {
    show(choice.value, 0);
    move(0);
  });
  still.addEventListener('change', drawStates);
  buttons.first.addEventListener('click', keys.Home);
  buttons.back.addEventListener('click', keys.ArrowLeft);
  buttons.on.addEventListener('click', keys.ArrowRight);
  buttons.last.addEventListener('click', keys.End);
  window.addEventListener('hashchange', linked);
  if (!linked()) {
    show(stories[0].id, 0);
  }
})();
