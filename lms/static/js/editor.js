// Starts the editor's widgets, which Wagtail's own templates would start by inline scripts (ADR 0009).

const START = {
  initDateChooser: (input, options) => window.initDateChooser(input, options),
  initTimeChooser: (input, options) => window.initTimeChooser(input, options),
  initDateTimeChooser: (input, options) => window.initDateTimeChooser(input, options),
  InlinePanel: (_, options) => new window.InlinePanel(options),
  MultipleChooserPanel: (_, options) => new window.MultipleChooserPanel(options),
};

function startAllIn(element) {
  for (const mark of element.querySelectorAll("template[data-starts]")) {
    const { starts, input, options } = mark.dataset;
    if (input?.includes("__prefix__")) continue; // the pattern of rows to come
    mark.remove();
    START[starts](input, JSON.parse(options));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  startAllIn(document);
  // A row added to a panel brings its own widgets.
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node instanceof Element) startAllIn(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
});
