// Puts a copy button beside each command of a task's page. Forms have no scripts of their own, so it is put there from outside.
'use strict';

const STYLE = 'position: absolute; top: 4px; right: 4px; padding: 1px 8px; font-size: 12px; border: 1px solid #b5b5b5; border-radius: 3px; background: #fff; cursor: pointer;';

/** Plain http has no clipboard but the one of the selection. */
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.cssText = 'position: fixed; opacity: 0;';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

function addButton(block) {
  block.dataset.copy = 'yes';
  block.style.position = 'relative';
  block.style.paddingRight = '64px';
  const text = block.innerText.replace(/\n$/, '');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'mailferry-copy';
  button.textContent = 'Copy';
  button.style.cssText = STYLE;
  button.addEventListener('click', async () => {
    button.textContent = await copy(text).catch(() => false) ? 'Copied' : 'Select it by hand';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  block.append(button);
}

function look() {
  document.querySelectorAll('.fjs-form pre:not([data-copy])').forEach(addButton);
}

function watch() {
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}

if (document.body) { watch(); } else { document.addEventListener('DOMContentLoaded', watch); }

export default [];
