// A button that copies a text whole. Without this file there is none, and the text is selected by hand.
"use strict";
for (const offered of document.querySelectorAll("[data-copies]")) {
  const text = document.getElementById(offered.dataset.copies);
  const told = offered.querySelector("[role=status]");
  offered.hidden = false;
  offered.querySelector("button").addEventListener("click", async () => {
    told.textContent = ""; // a second press is told again
    text.select(); // what is seen is what was taken, and the keyboard can copy it where this cannot
    const copied = await navigator.clipboard?.writeText(text.value).then(() => true, () => false)
      || document.execCommand("copy"); // no clipboard without HTTPS
    told.textContent = copied ? told.dataset.copied : told.dataset.selected;
  });
}
