"use strict";
{
  const MOMENT = 4000; // milliseconds in which pressing the same button again is a double click, not a second try

  // "/" goes to the search, unless somebody is writing.
  document.addEventListener("keydown", (event) => {
    const search = document.querySelector("[data-search]");
    const writing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || writing || !search || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // An open group of the menu of staff closes by Escape, and by a click somewhere else.
  const close = (away) => {
    for (const group of document.querySelectorAll(".desk .menu details[open]")) if (away(group)) group.open = false;
  };
  document.addEventListener("click", (event) => close((group) => !group.contains(event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.activeElement.closest(".desk .menu details")?.firstElementChild.focus();
    close(() => true);
  });

  // Readings over the characters: hidden by the style sheet, remembered here.
  const ruby = document.querySelector("[data-ruby]");
  if (ruby) {
    try {
      ruby.checked = localStorage.getItem("ruby") !== "off";
      ruby.addEventListener("change", () => localStorage.setItem("ruby", ruby.checked ? "on" : "off"));
    } catch {
      // A browser that keeps nothing still shows and hides them.
    }
  }

  // After a part of the page has changed, the sentence marked in it is read aloud; the region itself never goes away.
  document.addEventListener("htmx:after:swap", () => {
    const sentence = document.querySelector("main [data-announce]");
    const voice = document.querySelector("[data-voice]");
    if (sentence && voice) voice.textContent = sentence.textContent;
  });

  // A language chosen in the header is the one that the address without a language leads to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".languages a");
    if (link) document.cookie = `language=${link.pathname.split("/")[1]}; path=/; max-age=31536000; samesite=lax`;
  });

  // Nobody is signed in any more: the pages with names that the roll call keeps for rooms without network go.
  if (window.caches && !document.querySelector('form[action$="/sign-out"]')) caches.delete("rolls").catch(() => {});

  // A double click sends once. Nothing is disabled, so a failed or returned-to form can always be sent again.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    const last = sent.get(form);
    const now = performance.now();
    if (last && last.submitter === submitter && now - last.at < MOMENT) event.preventDefault();
    else sent.set(form, { submitter, at: now });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
}
