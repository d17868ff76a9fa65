// Keeps what is being typed as a draft on the server, never in this browser, and says when it last did.
// Without this file everything still works: a save is a plain post.
"use strict";
(() => {
  const PAUSE = 30_000; // from the first change to the draft
  const AFTER_FIELD = 400; // after leaving a field: long enough for a press on Save to come first
  const SECOND_PRESS = 5_000; // a press this soon after another on the same form is the same press

  const sent = new WeakMap(); // form -> when it was last submitted

  class Draft {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.status = form.querySelector(".ra-saved[role=status]");
      this.kept = this.typed();
      this.flushed = "";
      this.timer = 0;
      this.sending = null;
      this.leaving = false;
      form.addEventListener("input", () => this.stay());
      form.addEventListener("focusout", () => this.changed() && this.hurry(AFTER_FIELD));
      window.addEventListener("online", () => this.keep());
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => document.hidden && this.flush());
      window.addEventListener("pageshow", () => { this.leaving = false; });
    }

    // What would be posted, as one string.
    typed() {
      return JSON.stringify([...new FormData(this.form)]);
    }

    changed() {
      return this.typed() !== this.kept;
    }

    wait(pause) {
      this.timer ||= setTimeout(() => this.keep(), pause);
    }

    hurry(pause) {
      this.stop();
      this.wait(pause);
    }

    stop() {
      clearTimeout(this.timer);
      this.timer = 0;
    }

    // The post itself is on its way: a draft that came after it would bring back what was just saved.
    leave() {
      this.leaving = true;
      this.stop();
      this.sending?.abort();
    }

    // Typed in again after a post that never arrived, or was stopped: the page is still in use.
    stay() {
      this.leaving = false;
      this.wait(PAUSE);
    }

    async keep() {
      this.stop();
      if (this.leaving || !this.changed()) return;
      if (this.sending) return this.wait(AFTER_FIELD);
      const typed = this.typed();
      this.sending = new AbortController();
      try {
        this.answered(await this.post(this.sending.signal), typed);
      } catch {
        if (!this.leaving) this.notKept(this.status?.dataset.offline);
      } finally {
        this.sending = null;
      }
    }

    // Answers { ok, said }; throws where there is no connection.
    async post(signal) {
      const answer = await fetch(this.url, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json" },
        redirect: "manual", // a way to the sign-in page is no answer
        signal,
      });
      const told = await answer.json().catch(() => ({}));
      return { ok: answer.ok && typeof told.said === "string", said: told.said };
    }

    answered({ ok, said }, typed) {
      if (!ok) return this.notKept(said || this.status?.dataset.refused);
      this.kept = typed;
      this.say(said, false);
      if (this.changed()) this.wait(PAUSE);
    }

    notKept(words) {
      this.say(words, true);
      this.wait(PAUSE);
    }

    say(words, isWarning) {
      if (!this.status || !words) return;
      this.status.classList.toggle("ra-saved--not-kept", isWarning);
      (this.status.querySelector("span") || this.status).textContent = words;
    }

    // The page may go away: nothing can be waited for, so nothing is said. Too long a text for a
    // beacon (64 kB) goes as a request that may or may not be finished.
    flush() {
      const typed = this.typed();
      if (this.leaving || typed === this.kept || typed === this.flushed) return;
      this.flushed = typed;
      if (!navigator.sendBeacon(this.url, new FormData(this.form))) this.keep();
    }
  }

  const drafts = new Map();
  for (const form of document.querySelectorAll("form[data-autosave]")) drafts.set(form, new Draft(form));

  // A second press of a button is not a second post. The button stays as it is, so its value goes along.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (Date.now() - (sent.get(form) ?? -SECOND_PRESS) < SECOND_PRESS) return event.preventDefault();
    sent.set(form, Date.now());
    drafts.get(form)?.leave();
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) sent.delete(form);
  });
})();
