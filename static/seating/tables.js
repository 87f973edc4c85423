"use strict";
// Dragging somebody to a chair does what choosing the name and then the chair does: it sends the same form.
{
  let dragged = null;
  let moved = null;
  const place = (event) => event.target.closest?.("[data-chair], [data-drop]");

  const unmark = () => {
    for (const one of document.querySelectorAll(".tables__over")) one.classList.remove("tables__over");
  };

  // Whoever was moved keeps the focus: the button that moved them is gone.
  document.addEventListener("submit", (event) => {
    if (event.target.id === "board-form") moved = event.target.elements.picked.value;
  }, true);

  document.addEventListener("htmx:after:swap", () => {
    if (moved && document.activeElement === document.body) document.getElementById(`person-${moved}`)?.focus();
    moved = null;
  });

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-person]")?.dataset.person ?? null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged);
  });

  document.addEventListener("dragover", (event) => {
    const there = dragged && place(event);
    unmark();
    if (!there) return;
    event.preventDefault();
    there.classList.add("tables__over");
  });

  document.addEventListener("dragend", () => {
    dragged = null;
    unmark();
  });

  document.addEventListener("drop", (event) => {
    const there = dragged && place(event);
    if (!there) return;
    event.preventDefault();
    const form = document.getElementById("board-form");
    form.elements.picked.value = dragged;
    const given = document.createElement("input");
    given.type = "hidden";
    [given.name, given.value] = there.dataset.chair ? ["to", there.dataset.chair] : ["act", there.dataset.drop];
    form.append(given);
    dragged = null;
    form.requestSubmit();
  });
}
