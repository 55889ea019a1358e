"use strict";
// Claims and their words light up together; what is folded opens where a link leads into it. All of it works without.
const lit = (places, on, name = "lit") => {
  for (const one of document.querySelectorAll("[data-words]")) {
    const mine = one.dataset.words.split(" ");
    if (places.some((place) => mine.includes(place))) one.classList.toggle(name, on);
  }
};
const placesOf = (target) => target.closest("[data-words]")?.dataset.words.split(" ") ?? [];
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => lit(placesOf(event.target), on));
}

// What stands behind the # of the address; a % that begins no character is nobody's place.
function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

let shown = [];
function reveal() {
  lit(shown, false, "shown");
  const place = fragment();
  const target = place && document.getElementById(place);
  shown = place ? [place.replace(/^c-/, "")] : [];
  lit(shown, true, "shown");
  if (!target) return;
  const folded = target.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
reveal();
