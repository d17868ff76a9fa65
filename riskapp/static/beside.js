// A question that is asked beside an answer shows while that answer is given, or while it holds words itself.
// Without this file it always stands, and its hint says when it applies.
"use strict";
for (const question of document.querySelectorAll("[data-beside]")) {
  const form = question.closest("form");
  const boxes = [...form.elements].filter((one) => one.name === question.dataset.beside && "checked" in one);
  const codes = question.dataset.codes.split(" ");
  const controls = [...question.querySelectorAll("textarea, input")];
  const holds = () => controls.some((one) => (/radio|checkbox/.test(one.type) ? one.checked : one.value));
  const isMeant = () => controls.some((one) => one.id === decodeURIComponent(location.hash.slice(1)));
  const show = () => {
    const isCalledFor = boxes.some((one) => one.checked && codes.includes(one.value));
    question.hidden = !(isCalledFor || holds() || isMeant() || question.querySelector(".govuk-error-message"));
  };
  if (!boxes.some((one) => one.type !== "hidden")) continue;
  form.addEventListener("change", show);
  for (const moved of ["hashchange", "pageshow"]) window.addEventListener(moved, show);
  show();
}
