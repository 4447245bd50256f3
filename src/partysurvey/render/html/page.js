
"use strict";
// One breakdown at a time; without this script, and where "*" is chosen, all of them are there.
const select = document.getElementById("by");
function showBreakdown() {
  for (const part of document.querySelectorAll(".breakdown")) {
    part.hidden = select.value !== "*" && part.dataset.by !== select.value;
  }
}
if (select) {
  select.closest(".picker").hidden = false;
  select.selectedIndex = 1;
  select.addEventListener("change", showBreakdown);
  showBreakdown();
}

// A narrow page begins with its text.
if (window.matchMedia("(max-width: 1099px)").matches) {
  document.querySelector("nav details")?.removeAttribute("open");
}

// A click on a head sorts the options: largest first, smallest first, then as the questionnaire has them.
const NEXT = { none: "descending", descending: "ascending", ascending: "none" };
const order = new WeakMap();

function cellNumber(cell) {
  const found = cell.textContent.replaceAll(",", "").match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : null;
}
function sorted(rows, place, direction) {
  const byPlace = (a, b) => order.get(a) - order.get(b);
  if (direction === "none") return rows.sort(byPlace);
  const sign = direction === "ascending" ? 1 : -1;
  const keys = new Map(rows.map((row) => [row, cellNumber(row.cells[place])]));
  return rows.sort((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (one === null || other === null) return (one === null) - (other === null) || byPlace(a, b);
    return sign * (one - other) || byPlace(a, b);
  });
}
function sortBy(head, place) {
  const table = head.closest("table");
  const direction = NEXT[head.getAttribute("aria-sort") ?? "none"];
  table.querySelectorAll("[aria-sort]").forEach((each) => each.setAttribute("aria-sort", "none"));
  head.setAttribute("aria-sort", direction);
  for (const body of table.querySelectorAll(".sortable")) body.append(...sorted([...body.rows], place, direction));
}
function makeSortable(table) {
  const rows = [...table.querySelectorAll(".sortable tr")];
  if (rows.length < 2) return;
  rows.forEach((row, place) => order.set(row, place));
  const heads = [...table.tHead.rows].at(-1).cells;
  const first = table.tHead.rows.length > 1 ? 1 : 0;
  [...heads].forEach((head, place) => {
    const column = place + first;
    if (column === 0 || head.tagName !== "TH" || rows.every((row) => cellNumber(row.cells[column]) === null)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = `${document.documentElement.dataset.sort}: ${head.textContent}`;
    button.addEventListener("click", () => sortBy(head, column));
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
  });
}
document.querySelectorAll("table").forEach(makeSortable);
