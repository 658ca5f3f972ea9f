// What makes the pages live. Every page works without it.
"use strict";

// Tells that something changed without moving what someone is reading: a line at the top says how much is new.
for (const banner of document.querySelectorAll("[data-live]")) {
  let waiting = 0;
  const text = banner.querySelector("[data-live-text]");
  const events = new EventSource(banner.dataset.live);
  events.addEventListener("change", () => {
    waiting++;
    text.textContent = (waiting === 1 ? banner.dataset.one : banner.dataset.many).replace("{0}", waiting);
    banner.hidden = false;
  });
  window.addEventListener("pagehide", () => events.close());
}

// One box that ticks all the others of its table.
for (const all of document.querySelectorAll("[data-all]")) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(all.dataset.all)) box.checked = all.checked;
  });
}

// A filter that is sent as soon as a choice is made.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After a form was sent, the message about it gets the focus, so that a screen reader says it.
const said = document.querySelector("[data-said]");
if (said) said.focus();
