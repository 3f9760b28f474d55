// Keeps the first page fresh, and shows what only the lab has: who can log in, and the faults to switch,
// and what a task asks people to do on the servers.
'use strict';

const REFRESH_MILLIS = 5000;

async function refresh() {
  const answer = await fetch('/', { headers: { Accept: 'text/html' } });
  if (!answer.ok) { return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const section of document.querySelectorAll('section.plan')) {
    const newer = fresh.getElementById(section.id);
    // Somebody who moves by keyboard inside a section keeps his place.
    if (newer && !section.contains(document.activeElement)) { section.replaceWith(newer); }
  }
  const shown = document.querySelectorAll('section.plan').length;
  if (shown === 0 && fresh.querySelector('section.plan')) { location.reload(); }
}

async function json(address, options) {
  const answer = await fetch(address, options);
  return answer.ok ? answer.json() : null;
}

function element(tag, text, parent) {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
}

function showUsers(hint, lab) {
  const line = element('p', 'Log in with the password ', lab);
  element('code', hint.password, line);
  line.append(' as ' + hint.users.map(user => user.userId + ' (' + user.role + ')').join(', ') + '.');
}

function showFaults(faults, list) {
  list.replaceChildren();
  for (const fault of faults) {
    const item = document.createElement('li');
    const button = element('button', fault.on ? 'Switch off' : 'Switch on', item);
    button.type = 'button';
    button.setAttribute('aria-pressed', fault.on);
    button.addEventListener('click', async () => {
      const now = await json('/lab/faults/' + fault.id + '?on=' + !fault.on, { method: 'POST', headers: { 'X-Requested-With': 'dashboard' } });
      if (now) { showFaults(now, list); }
    });
    item.append(' ' + fault.label);
    list.append(item);
  }
}

// A list that is the same stays, so that a button keeps its place and says that it was pressed.
function showWork(work, block) {
  const state = JSON.stringify(work);
  if (block.dataset.state === state) { return; }
  block.dataset.state = state;
  block.replaceChildren();
  if (work.length === 0) { return; }
  element('h2', 'To be done on the servers', block);
  element('p', 'Press the button, then complete the task. Or forget it, and see what the runbook says.', block).className = 'quiet';
  const list = document.createElement('ul');
  for (const piece of work) {
    const item = document.createElement('li');
    const button = element('button', 'Do it', item);
    button.type = 'button';
    button.addEventListener('click', async () => {
      button.disabled = true;
      const done = await json('/lab/work/' + piece.taskId, { method: 'POST', headers: { 'X-Requested-With': 'dashboard' } });
      button.textContent = done ? 'Done' : 'Not done';
    });
    item.append(' ' + piece.label);
    element('span', ' for “' + piece.task + '”', item).className = 'quiet';
    list.append(item);
  }
  block.append(list);
}

function showServers(servers, lab) {
  const details = document.createElement('details');
  element('summary', 'Servers of this lab', details);
  const list = document.createElement('dl');
  list.className = 'summary';
  for (const server of servers) {
    element('dt', server.name, list);
    element('dd', server.address, list);
  }
  details.append(list);
  lab.append(details);
}

async function showLab() {
  const hint = await json('/lab/hint.json');
  if (!hint) { return; }
  const lab = document.getElementById('lab');
  element('h1', 'The lab', lab);
  showUsers(hint, lab);
  const work = document.createElement('div');
  lab.append(work);
  const look = async () => showWork(await json('/lab/work.json') || [], work);
  await look();
  setInterval(look, REFRESH_MILLIS);
  element('h2', 'Faults', lab);
  const list = document.createElement('ul');
  lab.append(list);
  showFaults(await json('/lab/faults.json') || [], list);
  showServers(await json('/lab/servers.json') || [], lab);
  lab.hidden = false;
}

showLab();
setInterval(refresh, REFRESH_MILLIS);
