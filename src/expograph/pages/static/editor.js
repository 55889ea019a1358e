"use strict";
// The form works without this. With it the answer comes without a new page, can be cancelled, sorted and filtered;
// and where YASGUI is there, the textarea becomes its editor, with completion from this graph alone.
(() => {
  const form = document.getElementById("editor");
  const area = document.getElementById("query");
  const cancel = document.getElementById("cancel");
  const status = document.getElementById("status");
  const said = JSON.parse(form.dataset.said);
  const outcome = () => document.getElementById("outcome");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What is written on: the textarea, until YASGUI's editor takes its place.
  let paper = {
    text: () => area.value,
    write: (text) => (area.value = text),
    show: (line, column) => {
      const lines = area.value.split("\n").slice(0, line - 1);
      const at = lines.reduce((sum, one) => sum + one.length + 1, column - 1);
      area.focus();
      area.setSelectionRange(at, at + 1);
    },
    mark: () => {},
  };

  // The answer. What is said of it is heard, and seen where it does not stand on the page already.
  let running = null;
  const tell = (text, seen = true) => {
    status.textContent = text;
    status.classList.toggle("spoken", !seen);
  };
  const busy = (on) => {
    cancel.hidden = !on;
    outcome().setAttribute("aria-busy", String(on));
  };
  const address = () => `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;

  async function run(push) {
    area.value = paper.text();
    if (!area.value.trim()) return;
    running?.abort();
    const mine = (running = new AbortController());
    const url = address();
    const begun = performance.now();
    tell(said.running);
    busy(true);
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" }, signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (push && url !== location.pathname + location.search) history.pushState(null, "", url);
      show(page, (performance.now() - begun) / 1000);
    } catch (error) {
      if (running === mine) tell(error.name === "AbortError" ? said.cancelled : said.failed);
    } finally {
      if (running === mine) {
        running = null;
        busy(false);
      }
    }
  }

  // Some answers are no page of the editor's: too many requests, a query that ran over. They are one sentence.
  function show(page, seconds) {
    const found = page.getElementById("outcome") ?? refusal(page);
    outcome().replaceWith(document.importNode(found, true));
    for (const one of document.querySelectorAll(".languages")) {
      const other = page.querySelector(".languages");
      if (other) one.replaceWith(document.importNode(other, true));
    }
    const time = filled(said.seconds, { seconds: seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 }) });
    const count = outcome().querySelector("#count");
    count?.append(` · ${time}`);
    tell(outcome().querySelector(".wrong") ? "" : (count?.textContent ?? time), !count);
    dress();
  }
  function refusal(page) {
    const told = document.createElement("p");
    told.className = "wrong";
    told.lang = "en";
    told.setAttribute("role", "alert");
    told.textContent = page.querySelector("main .lede")?.textContent ?? said.failed;
    const found = document.createElement("div");
    found.id = "outcome";
    found.append(told);
    return found;
  }

  // A place that is wrong is marked in the query; a table can be filtered, and sorted by each of its columns.
  function dress() {
    const at = document.getElementById("at");
    paper.mark(at && Number(at.dataset.line), at && Number(at.dataset.column));
    at?.addEventListener("click", (event) => {
      event.preventDefault();
      paper.show(Number(at.dataset.line), Number(at.dataset.column));
    });
    const table = outcome().querySelector("table.terms");
    if (!table || table.tBodies[0].rows.length < 2) return;
    for (const [number, head] of [...table.tHead.rows[0].cells].entries()) sortable(table, head, number);
    if (table.tBodies[0].rows.length > 10) filterable(table);
  }
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, number) => row.cells[number].firstElementChild?.textContent ?? "";
  function compared(one, other) {
    const numbers = [Number(one), Number(other)];
    return one && other && numbers.every(Number.isFinite) ? numbers[0] - numbers[1] : collator.compare(one, other);
  }
  function sortable(table, head, number) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = said.sort;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const one of head.parentNode.cells) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...table.tBodies[0].rows].map((row) => [value(row, number), row]);
      rows.sort(([one], [other]) => (up ? 1 : -1) * compared(one, other));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  }
  function filterable(table) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "search";
    label.className = "filter";
    label.append(said.filter, " ", field);
    const rows = [...table.tBodies[0].rows].map((row) => [row.textContent.toLowerCase(), row]);
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const [text, row] of rows) row.hidden = !text.includes(wanted);
      tell(filled(said.shown, { shown: rows.filter(([, row]) => !row.hidden).length, count: rows.length }), false);
    });
    outcome().querySelector("#count").after(label);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(true);
  });
  cancel.addEventListener("click", () => running?.abort());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) form.requestSubmit();
  });
  addEventListener("popstate", () => {
    const text = new URLSearchParams(location.search).get("query");
    if (text === null) return location.reload();
    paper.write(text);
    run(false);
  });
  dress();

  // YASGUI's editor.
  const Yasqe = globalThis.Yasgui?.Yasqe;
  if (!Yasqe) return;
  fetch(form.dataset.offered)
    .then((answer) => answer.json())
    .then((offered) => (paper = editor(Yasqe, offered)))
    .then(dressed, console.warn);
  function dressed() {
    document.getElementById("keys").hidden = false;
    const at = document.getElementById("at");
    paper.mark(at && Number(at.dataset.line), at && Number(at.dataset.column));
  }

  function editor(Yasqe, { prefixes, ...terms }) {
    const place = document.createElement("div");
    place.id = "yasqe";
    area.after(place);
    let typed = false; // what is offered comes as one types, not as one moves about
    const labels = new Map(Object.values(terms).flat());
    completers(Yasqe, prefixes, terms, labels, () => typed);
    const yasqe = new Yasqe(place, {
      value: area.value,
      autocompleters: ["prefixes-here", "class-here", "property-here", "variables"],
      persistenceId: null,
      showQueryButton: false,
      createShareableLink: null,
      consumeShareLink: null,
      prefixCcApi: null,
      autofocus: false,
      resizeable: false,
      editorHeight: "22rem",
      requestConfig: { endpoint: "/sparql" },
      extraKeys: {
        Tab: false, // Tab leaves the editor, for who has no mouse
        "Shift-Tab": false,
        Esc: () => form.querySelector("[type=submit]").focus(),
        "Ctrl-Enter": () => form.requestSubmit(),
        "Cmd-Enter": () => form.requestSubmit(),
        "Ctrl-Space": () => {
          typed = true;
          yasqe.autocomplete();
        },
      },
    });
    yasqe.on("keydown", () => (typed = false));
    yasqe.on("change", (_, change) => (typed = change.origin === "+input"));
    plainly(yasqe);
    declared(yasqe, prefixes);
    labelled(yasqe);
    return paperOf(yasqe);
  }

  // YASGUI's own completers, which would ask hosts of others, are taken out; ours ask this one. A term is offered if
  // its IRI begins with what is typed, or its label holds it; what it needs declared is declared.
  function completers(Yasqe, prefixes, terms, labels, typed) {
    const own = (from, more) => {
      const { isValidCompletionPosition: fits } = Yasqe.Autocompleters[from];
      const position = (yasqe) => typed() && fits(yasqe);
      const common = { name: `${from}-here`, autoShow: true, persistenceId: null, isValidCompletionPosition: position };
      Yasqe.forkAutocompleter(from, { ...common, ...more }, false);
    };
    const completed = (name) => (_, token) => {
      const typed = token?.autocompletionString ?? token?.string ?? "";
      const word = (token?.string ?? "").replace(/^[^:]*:|^</, "").toLowerCase();
      const begins = terms[name].filter(([iri]) => iri.startsWith(typed));
      const holds = terms[name].filter(([iri, label]) => word.length > 1 && !iri.startsWith(typed) && label.toLowerCase().includes(word));
      return [...begins, ...holds].map(([iri]) => iri);
    };
    const short = (_, token, iri) => {
      const known = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
      const [prefix, namespace] = known.sort((a, b) => b[1].length - a[1].length)[0] ?? [];
      const local = namespace === undefined ? "" : iri.slice(namespace.length);
      return /^[A-Za-z_][\w-]*$/.test(local) ? `${prefix}:${local}` : `<${iri}>`;
    };
    const full = (text) => text.replace(/^<|>$/g, "").replace(/^([\w-]+):(?!\/\/)/, (all, prefix) => prefixes[prefix] ?? all);
    const told = (yasqe, hints) => {
      const whole = yasqe.getCompleteToken().string;
      if (hints.length === 1 && hints[0].text === whole) return [];
      const named = ({ text }) => [text, labels.get(full(text))].filter((one, n) => one && (n === 0 || one !== text)).join("  ");
      return hints.map((hint) => ({ ...hint, displayText: named(hint) }));
    };
    for (const [from, name] of [["class", "classes"], ["property", "properties"]]) {
      own(from, { bulk: false, get: completed(name), postProcessSuggestion: short, postprocessHints: told });
    }
    own("prefixes", { bulk: true, get: () => Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`) });
    for (const name of ["prefixes", "class", "property"]) delete Yasqe.Autocompleters[name];
    Yasqe.defaults.autocompleters = []; // into which the list of the editor would be merged
  }

  // A sign beside what is no SPARQL has a title of ours, in place of HTML with styles in it, which are not allowed here.
  function plainly(yasqe) {
    const signs = () =>
      yasqe.getDoc().eachLine((line) => {
        const sign = line.gutterMarkers?.gutterErrorBar;
        if (!sign) return;
        sign.onmouseover = sign.onmouseout = null;
        sign.title = said.unexpected;
      });
    const check = yasqe.checkSyntax;
    yasqe.checkSyntax = () => {
      check();
      signs();
    };
    signs();
  }

  // The grammar knows the prefixes that the server knows; in the query are those that stand in it.
  function declared(yasqe, prefixes) {
    const mode = yasqe.getMode();
    const begin = mode.startState;
    mode.startState = (...given) => ({ ...begin(...given), prefixes: { ...prefixes } });
    const written = /^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>/gim;
    yasqe.getPrefixesFromQuery = () => Object.fromEntries([...yasqe.getValue().matchAll(written)].map(([, ...pair]) => pair));
    yasqe.setValue(yasqe.getValue());
  }

  function labelled(yasqe) {
    const input = yasqe.getInputField();
    input.setAttribute("aria-label", area.labels[0].textContent);
    input.setAttribute("aria-describedby", "keys");
    area.labels[0].addEventListener("click", () => yasqe.focus());
    area.hidden = true;
    area.required = false;
  }

  function paperOf(yasqe) {
    const doc = yasqe.getDoc();
    let marks = [];
    yasqe.on("change", () => marks.splice(0).forEach((one) => one.clear()));
    return {
      text: () => yasqe.getValue(),
      write: (text) => yasqe.setValue(text),
      show: (line, column) => {
        yasqe.focus();
        doc.setCursor({ line: line - 1, ch: column - 1 });
      },
      mark: (line, column) => {
        marks.splice(0).forEach((one) => one.clear());
        if (!line) return;
        const at = { line: line - 1, ch: Math.min(column, doc.getLine(line - 1)?.length ?? 0) };
        const { start, end } = yasqe.getTokenAt(at);
        marks.push(doc.markText({ ...at, ch: start }, { ...at, ch: end }, { className: "wrong-here" }));
        yasqe.scrollIntoView(at);
      },
    };
  }
})();
