// Shows on the login pages who can log in to the lab. Outside the lab there is no such hint and nothing is shown.
'use strict';

const app = location.pathname.match(/\/app\/([a-z]+)\//)[1];

async function hint() {
  try {
    const answer = await fetch('/lab/hint.json');
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function render(node) {
  const lab = await hint();
  if (!lab) { return; }
  const box = document.createElement('div');
  box.style.cssText = 'margin: 1.5em auto 0; max-width: 390px; padding: .8em 1em; border: 1px solid #e3c98a; background: #fffaf0; border-radius: 4px; text-align: left;';
  const lead = document.createElement('p');
  lead.style.margin = '0 0 .4em';
  lead.append('This is the lab. Everybody has the password ');
  const password = document.createElement('code');
  password.textContent = lab.password;
  lead.append(password);
  const list = document.createElement('ul');
  list.style.cssText = 'margin: 0; padding-left: 1.2em;';
  for (const user of lab.users) {
    const item = document.createElement('li');
    item.textContent = user.userId + ', ' + user.role;
    list.append(item);
  }
  box.append(lead, list);
  node.append(box);
}

export default [{ id: 'mailferry-lab-hint', pluginPoint: app + '.login', priority: -1, render }];
