// Progressive enhancement only: every page works without this file.

const script = document.querySelector("script[data-nhsuk]");

async function enhance() {
  document.body.classList.add("nhsuk-frontend-supported");
  const { initAll } = await import(script.dataset.nhsuk);
  initAll();
}

/* A long text grows with what is typed, so that nobody scrolls inside a small box. */
function growTextareas() {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of document.querySelectorAll("textarea.nhsuk-textarea")) {
    const grow = () => {
      area.rows = Math.max(area.rows, Math.min(30, area.value.split("\n").length + 1));
    };
    area.addEventListener("input", grow);
    grow();
  }
}

/* Leaving a page with typed text that was not sent asks first. */
function keepTypedText() {
  for (const form of document.querySelectorAll("form[data-keep-typed]")) {
    let typed = false;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  }
}

/* Buttons that do nothing without a script are hidden until there is one. */
function showWhatNeedsAScript() {
  for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
}

/* A passkey that was refused says so on the page. */
function reportPasskeys() {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const words of document.querySelectorAll("[data-passkey-failed]")) words.hidden = false;
  });
}

showWhatNeedsAScript();
reportPasskeys();
growTextareas();
keepTypedText();
enhance();
