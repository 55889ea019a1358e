"use strict";
// Finds terms by any of their names in the index; the page does without.
const form = document.querySelector('[role="search"]');
const input = form.querySelector("input");
const found = form.querySelector(".found");
const status = form.querySelector(".status");
const rows = [...document.querySelectorAll(".index tbody tr")].map((row) => {
  const [name, other, short, kind] = [...row.children].map((cell) => cell.textContent.trim());
  const place = row.querySelector("a").getAttribute("href");
  return { name, other, kind, place, words: [name, short.replace(/^.*:/, ""), other].map((w) => w.toLowerCase()) };
});
const SHOWN = 12;

// 0 where a name is what was asked for, 1 where one begins so, 2 where one has it inside, else nothing.
function rank(row, wanted) {
  if (row.words.includes(wanted)) return 0;
  if (row.words.some((w) => w.startsWith(wanted))) return 1;
  return row.words.some((w) => w.includes(wanted)) ? 2 : undefined;
}

function show() {
  const wanted = input.value.trim().toLowerCase().replace(/^[a-z-]+:/, "");
  const matches = wanted ? rows.map((row) => [rank(row, wanted), row]).filter(([r]) => r !== undefined) : [];
  matches.sort(([a], [b]) => a - b);
  found.replaceChildren(...matches.slice(0, SHOWN).map(([, row]) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = row.place;
    link.textContent = row.name;
    const other = item.appendChild(document.createElement("span"));
    other.className = "other";
    other.textContent = ` ${row.other} ${row.kind === "class" ? "(class)" : ""}`;
    return item;
  }));
  const more = matches.length > SHOWN ? `, the first ${SHOWN} shown` : "";
  status.textContent = wanted ? `${matches.length} ${matches.length === 1 ? "term" : "terms"}${more}` : "";
}

form.hidden = false;
input.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});

// What is folded opens where a link leads into it, and on paper.
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = place?.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    place.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => (d.open = true)));
reveal();
