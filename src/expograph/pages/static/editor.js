"use strict";
// The textarea becomes YASGUI's editor: colours, errors as they are typed, completion from this graph alone.
// The form stays what it was: the query goes to the server, and the answer has an address.
(() => {
  const area = document.getElementById("query");
  const Yasqe = globalThis.Yasgui?.Yasqe;
  if (!area || !Yasqe) return;
  const form = area.form;
  const place = document.createElement("div");
  place.id = "yasqe";
  area.before(place);

  let offered;
  const offer = () => (offered ??= fetch(area.dataset.offered).then((answer) => answer.json()));
  const labels = new Map();

  // A term is offered if its IRI begins with what is typed, or its label holds it.
  const completer = (name) => async (yasqe, token) => {
    const terms = (await offer())[name];
    const typed = token?.autocompletionString ?? token?.string ?? "";
    const word = (token?.string ?? "").replace(/^[^:]*:|^</, "").toLowerCase();
    const found = terms.filter(([iri, label]) => iri.startsWith(typed) || (word.length > 1 && label.toLowerCase().includes(word)));
    for (const [iri, label] of found) labels.set(iri, label);
    return found.map(([iri]) => iri);
  };
  const shortened = (prefixes) => (yasqe, token, iri) => {
    const declared = { ...prefixes, ...yasqe.getPrefixesFromQuery() };
    const known = Object.entries(declared).filter(([, namespace]) => iri.startsWith(namespace));
    const [prefix, namespace] = known.sort((a, b) => b[1].length - a[1].length)[0] ?? [];
    const local = namespace === undefined ? "" : iri.slice(namespace.length);
    const text = /^[A-Za-z_][\w-]*$/.test(local) ? `${prefix}:${local}` : `<${iri}>`;
    if (labels.has(iri)) labels.set(text, labels.get(iri));
    return text;
  };
  const labelled = (yasqe, hints) =>
    hints.map((hint) => ({ ...hint, displayText: labels.has(hint.text) ? `${hint.text}  ${labels.get(hint.text)}` : hint.text }));

  // None of YASGUI's own completers is on, which would ask hosts of others; ours ask this one.
  offer().then(({ prefixes }) => {
    const own = (from, name, get) =>
      Yasqe.forkAutocompleter(from, {
        name: `${from}-here`, get, bulk: false, autoShow: false, persistenceId: null,
        postProcessSuggestion: shortened(prefixes), postprocessHints: labelled,
      }, false);
    own("class", "classes", completer("classes"));
    own("property", "properties", completer("properties"));
    for (const name of ["prefixes", "class", "property"]) delete Yasqe.Autocompleters[name];
    Yasqe.defaults.autocompleters = []; // into which the list below would be merged
    const yasqe = new Yasqe(place, {
      value: area.value,
      autocompleters: ["class-here", "property-here", "variables"],
      persistenceId: null,
      showQueryButton: false,
      createShareableLink: null,
      consumeShareLink: null,
      prefixCcApi: null,
      autofocus: false,
      resizeable: false,
      editorHeight: "22rem",
      requestConfig: { endpoint: "/sparql" },
      // Tab leaves the editor, for who has no mouse.
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => form.requestSubmit(), "Cmd-Enter": () => form.requestSubmit() },
    });
    const input = yasqe.getInputField();
    input.setAttribute("aria-label", area.labels[0].textContent);
    area.labels[0].addEventListener("click", () => yasqe.focus());
    area.hidden = true;
    area.required = false;
    form.addEventListener("submit", () => (area.value = yasqe.getValue()));
    // What has no declaration here is known to the server all the same.
    const known = yasqe.getPrefixesFromQuery.bind(yasqe);
    yasqe.getPrefixesFromQuery = () => ({ ...prefixes, ...known() });
  }).catch(() => place.remove());
})();
