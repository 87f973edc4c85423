"use strict";
// Taking the roll: every tap is a mark with an id of its own, kept on this device before the page says so, and sent when
// there is network. The server knows a mark by its id, so sending twice is sending once.
{
  const CACHE = "rolls";
  const SETTLE = 1200; // milliseconds after the last tap: who corrects at once sends one mark, not two
  const RETRY = 15000;
  const LOOK = 20000;
  const MINUTE = 60000;
  const MOST = 200; // marks in one delivery
  const roll = document.querySelector("[data-roll]");
  const list = document.querySelector("[data-keep]");
  const account = Number((roll ?? list)?.dataset.account ?? 0);
  const sitting = Number(roll?.dataset.roll ?? 0);
  let token = document.querySelector("[name=csrf_token]")?.value;

  // --- what the device keeps ----------------------------------------------------------------------------------------

  let store;
  let queue = []; // marks that were not answered yet, the oldest first
  let refused = [];
  const travelling = new Set(); // keys of marks on their way

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  // Resolves when it is on the disk, not when it is on the way there.
  const kept = (names, change) =>
    new Promise((resolve, reject) => {
      const transaction = store.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      change(...[names].flat().map((name) => transaction.objectStore(name)));
    });

  const all = (name) => done(store.transaction(name).objectStore(name).getAll());

  async function open() {
    const request = indexedDB.open("rolls", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("marks", { keyPath: "key" });
      request.result.createObjectStore("refused", { keyPath: "key" });
      request.result.createObjectStore("seen", { keyPath: "sitting" });
    };
    store = await done(request);
    queue = (await all("marks")).sort((one, other) => one.noted - other.noted || one.order - other.order);
    refused = await all("refused");
  }

  // --- pages for later ----------------------------------------------------------------------------------------------

  async function keepPages(addresses) {
    if (localStorage.getItem("roll-account") !== String(account)) await caches.delete(CACHE);
    localStorage.setItem("roll-account", String(account));
    const cache = await caches.open(CACHE);
    for (const address of addresses) {
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) continue;
      const text = await answer.text();
      const found = new DOMParser().parseFromString(text, "text/html");
      const assets = [...found.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
      const missing = [];
      for (const element of assets) {
        const named = element.getAttribute("href") ?? element.getAttribute("src");
        if (!(await cache.match(named, { ignoreVary: true }))) missing.push(named);
      }
      await cache.addAll(missing);
      const headers = { "Content-Type": "text/html; charset=utf-8", "X-Kept": String(Date.now()) };
      await cache.put(address, new Response(text, { headers }));
    }
  }

  async function prepare() {
    const here = location.pathname.match(/^\/[^/]+\/instructor\/lessons/)[0];
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register("/worker.js", { scope: here });
    if (list) await keepPages([here, ...list.dataset.keep.trim().split(/\s+/)]);
    else if (roll && !navigator.serviceWorker.controller) await keepPages([here, location.pathname]);
    const told = document.querySelector("[data-keeping]");
    if (told) told.hidden = false;
  }

  // --- the page -----------------------------------------------------------------------------------------------------

  const rows = new Map();
  let known = { at: 0, people: {} }; // what the server said last
  let sent = 0;
  let isOffline = false;
  let hasEnded = false;
  let undoable = [];
  const part = (name) => document.querySelector(`[data-${name}]`);
  const show = (name, yes) => {
    const element = part(name);
    if (element) element.hidden = !yes;
  };
  const write = (name, value) => {
    const element = part(name);
    if (element && element.textContent !== String(value)) element.textContent = value;
  };
  const NOTHING = { status: "not_recorded", late: 0, early: 0 };
  const own = () => queue.filter((mark) => mark.account === account);

  // What counts for somebody as far as this device knows: what it keeps goes before what the server said.
  function now(person) {
    const waiting = own().findLast((mark) => mark.sitting === sitting && mark.person === person);
    return waiting ?? known.people[person] ?? NOTHING;
  }

  function draw() {
    for (const [person, row] of rows) drawRow(row, now(person));
    const expected = [...rows].filter(([, row]) => row.expected);
    write("recorded", expected.filter(([person]) => now(person).status !== "not_recorded").length);
    write("all", expected.length);
    const waiting = own().length;
    const foreign = queue.length - waiting;
    show("kept", waiting || foreign || sent || refused.length || isOffline || hasEnded);
    show("offline", isOffline);
    show("waiting", waiting > 0);
    show("all-sent", !waiting && sent > 0);
    show("foreign", foreign > 0);
    show("ended", hasEnded);
    show("undo", undoable.length > 0);
    show("dismiss", refused.length > 0);
    write("kept-count", waiting);
    write("sent-count", sent);
    write("foreign-count", foreign);
    if (!waiting && !isOffline) show("close-later", false);
    const sentences = part("refusals");
    if (sentences) {
      sentences.replaceChildren(
        ...refused.map((one) => {
          const line = document.createElement("li");
          const name = one.sitting === sitting && rows.get(one.person)?.name;
          line.textContent = name ? `${name}: ${one.why}` : one.why;
          return line;
        }),
      );
    }
  }

  function drawRow(row, { status, late, early }) {
    for (const [value, choice] of Object.entries(row.choices)) choice.checked = value === status;
    for (const [name, value] of Object.entries({ late, early })) {
      const input = row[name];
      if (document.activeElement !== input) input.value = value || "";
    }
  }

  // The server's clock as this device last heard it; its own may be wrong.
  const clock = () => Date.now() + Number(localStorage.getItem("roll-clock") ?? 0);
  const within = (minutes) => Math.max(1, Math.min(Math.floor(minutes / MINUTE), Number(row0().late.max)));
  const row0 = () => rows.values().next().value;

  function chosen(person, status) {
    const { late, early } = now(person);
    if (status === "late") {
      return { status, late: late || within(clock() - Number(roll.dataset.starts)), early };
    }
    if (status === "left_early") {
      return { status, late, early: early || within(Number(roll.dataset.ends) - clock()) };
    }
    return { status, late: 0, early: 0 };
  }

  let order = 0;

  // Each of `changes`, [person, {status, late, early}], becomes a mark; those of the same person that wait are replaced.
  async function note(changes, { undo = true, rest = false } = {}) {
    const before = changes.map(([person]) => [person, { ...pick(now(person)) }]);
    const marks = changes.map(([person, value]) => ({
      key: (rest ? "rest:" : "") + crypto.randomUUID(), // so the server knows that nobody in particular was meant
      sitting,
      account,
      person,
      ...pick(value),
      noted: Date.now(),
      order: order++,
      deliver: roll.dataset.deliver,
    }));
    const people = new Set(changes.map(([person]) => person));
    const replaced = own().filter(
      (mark) => mark.sitting === sitting && people.has(mark.person) && !travelling.has(mark.key),
    );
    try {
      await kept("marks", (table) => {
        for (const mark of replaced) table.delete(mark.key);
        for (const mark of marks) table.put(mark);
      });
    } catch {
      show("kept", true);
      show("unsaved", true);
      roll.removeAttribute("data-on");
      return;
    }
    queue = [...queue.filter((mark) => !replaced.includes(mark)), ...marks];
    if (undo) undoable = [...undoable.slice(-49), before];
    sessionStorage.setItem(`roll-undo-${sitting}`, JSON.stringify(undoable));
    draw();
    schedule(SETTLE);
  }

  const pick = ({ status, late, early }) => ({ status, late, early });

  function listen() {
    for (const element of roll.querySelectorAll("[data-person]")) {
      const person = Number(element.dataset.person);
      const radios = [...element.querySelectorAll("input[type=radio]")];
      const [late, early] = ["late", "early"].map((name) => element.querySelector(`[name=${name}-${person}]`));
      const choices = Object.fromEntries(radios.map((radio) => [radio.value, radio]));
      const name = element.dataset.called;
      rows.set(person, { choices, late, early, name, expected: element.dataset.expected === "yes" });
      for (const radio of radios) radio.addEventListener("change", () => note([[person, chosen(person, radio.value)]]));
      for (const input of [late, early]) input.addEventListener("change", () => noteMinutes(person));
      for (const button of element.querySelectorAll("[data-step]")) {
        button.hidden = false;
        button.addEventListener("click", () => step(person, button.dataset.of, Number(button.dataset.step)));
      }
    }
    part("rest")?.addEventListener("click", (event) => {
      event.preventDefault();
      const others = [...rows].filter(([person, row]) => row.expected && now(person).status === "not_recorded");
      if (others.length) note(others.map(([person]) => [person, { status: "present", late: 0, early: 0 }]), { rest: true });
    });
    part("undo")?.addEventListener("click", () => {
      const before = undoable.pop();
      if (before) note(before, { undo: false });
    });
    part("dismiss").addEventListener("click", async () => {
      await kept("refused", (table) => table.clear());
      refused = [];
      draw();
    });
    roll.querySelector("form").addEventListener("submit", (event) => {
      if (roll.hasAttribute("data-on")) event.preventDefault();
    });
    document.querySelector('form[action$="/closing"]')?.addEventListener("submit", (event) => {
      if (!own().length && !isOffline) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show("close-later", true);
      sync();
    });
  }

  function step(person, of, by) {
    const input = rows.get(person)[of];
    const least = now(person).status === (of === "late" ? "late" : "left_early") ? 1 : 0;
    const value = Number(input.value || 0) + by;
    input.value = Math.max(least, Math.min(value, Number(input.max)));
    noteMinutes(person);
  }

  function noteMinutes(person) {
    const { status } = now(person);
    const row = rows.get(person);
    const [late, early] = [row.late, row.early].map((input) => Math.max(0, Math.floor(Number(input.value) || 0)));
    if (status !== "late" && status !== "left_early") return;
    if (status === "late" ? !late : !early) return draw();
    note([[person, { status, late, early }]]);
  }

  // --- sending ------------------------------------------------------------------------------------------------------

  let timer;
  let isSyncing = false;

  function schedule(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(sync, milliseconds);
  }

  async function sync() {
    if (isSyncing || !store) return;
    isSyncing = true;
    try {
      while (own().length && !hasEnded) await deliver(own()[0]);
      if (roll && !hasEnded && !own().length) await look();
      isOffline = false;
    } catch {
      isOffline = true;
    }
    isSyncing = false;
    draw();
    schedule(own().length ? RETRY : LOOK);
  }

  // One delivery: marks of the session of `first`, in the order in which they were made.
  async function deliver(first, again = true) {
    const marks = own().filter((mark) => mark.sitting === first.sitting).slice(0, MOST);
    const body = new FormData();
    body.set("csrf_token", token);
    body.set("account", account);
    const at = Date.now();
    const told = marks.map(({ key, person, noted, ...mark }) => ({ key, person, ...pick(mark), age: at - noted }));
    body.set("marks", JSON.stringify(told));
    for (const mark of marks) travelling.add(mark.key);
    try {
      const answer = await fetch(first.deliver, { method: "POST", body });
      if (answer.status === 401 || answer.status === 409 || answer.redirected) return end();
      if (answer.status === 400 && again) {
        await refresh(first.deliver.replace(/marks$/, "state"));
        return hasEnded ? undefined : await deliver(first, false);
      }
      if (answer.status === 403 || answer.status === 404) return await strangers(marks);
      if (!answer.ok) throw new Error(String(answer.status));
      await settle(marks, await answer.json());
    } finally {
      for (const mark of marks) travelling.delete(mark.key);
    }
  }

  function end() {
    hasEnded = true;
    window.caches?.delete(CACHE);
  }

  async function settle(marks, told) {
    const answers = new Map(told.answers.map((answer) => [answer.key, answer]));
    const answered = marks.filter((mark) => answers.has(mark.key));
    if (!answered.length) throw new Error("nothing answered");
    const wrong = answered
      .filter((mark) => answers.get(mark.key).why)
      .map((mark) => ({ ...mark, why: answers.get(mark.key).why }));
    await forget(answered, wrong);
    sent += answered.length - wrong.length;
    await hear(marks[0].sitting, told);
  }

  async function strangers(marks) {
    const why = roll?.dataset.stranger ?? "";
    await forget(marks, marks.map((mark) => ({ ...mark, why })));
  }

  async function forget(marks, wrong) {
    await kept(["marks", "refused"], (table, others) => {
      for (const mark of marks) table.delete(mark.key);
      for (const one of wrong) others.put(one);
    });
    const gone = new Set(marks.map((mark) => mark.key));
    queue = queue.filter((mark) => !gone.has(mark.key));
    refused = [...refused, ...wrong];
    draw();
  }

  async function look() {
    await refresh(roll.dataset.state);
  }

  async function refresh(address) {
    const answer = await fetch(address);
    if (answer.redirected || answer.status === 401) return end();
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (told.account !== account) return end();
    token = told.token;
    await hear(Number(address.match(/(\d+)\/state$/)[1]), told);
  }

  // What the server knows now; kept, so that the page also knows it when it opens without network.
  async function hear(of, { at, people, closed, token: fresh }) {
    token = fresh;
    localStorage.setItem("roll-clock", String(at - Date.now()));
    await kept("seen", (table) => table.put({ sitting: of, at, people, account }));
    if (of !== sitting) return;
    if (closed && !roll.dataset.closed && !own().length) return location.reload();
    known = { at, people };
    draw();
  }

  // --- beginning ----------------------------------------------------------------------------------------------------

  async function begin() {
    try {
      await open();
    } catch {
      show("kept", Boolean(roll));
      show("unsaved", true);
      return;
    }
    if (roll) {
      const shown = [...roll.querySelectorAll("[name^=seen-]")].map((field) => {
        const [status, late, early] = field.value.split(".");
        return [field.name.slice(5), { status, late: Number(late), early: Number(early) }];
      });
      known = { at: Number(roll.dataset.now), people: Object.fromEntries(shown) };
      const before = await done(store.transaction("seen").objectStore("seen").get(sitting));
      if (before && before.account === account && before.at > known.at) known = before;
      undoable = JSON.parse(sessionStorage.getItem(`roll-undo-${sitting}`) ?? "[]");
      listen();
      roll.setAttribute("data-on", "");
    }
    draw();
    addEventListener("online", () => schedule(0));
    addEventListener("offline", () => {
      isOffline = true;
      draw();
    });
    document.addEventListener("visibilitychange", () => document.hidden || schedule(0));
    schedule(0);
    prepare().catch(() => {}); // a browser that keeps no pages still keeps marks
  }

  begin();
}
