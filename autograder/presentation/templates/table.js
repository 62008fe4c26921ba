// Search and sort for the table of submissions; on a small screen the long parts begin folded.
// Without it the page stands as it is.
"use strict";
if (matchMedia("(max-width: 46rem)").matches) {
  for (const part of document.querySelectorAll("details.fold")) part.open = false;
}
const unfold = () => {
  const part = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  part?.closest("details.fold")?.setAttribute("open", "");
};
addEventListener("hashchange", unfold);
unfold();
const table = document.getElementById("table");
const body = table.tBodies[0];
const tools = document.querySelector(".tools");
const rows = Array.from(body.rows);

const label = document.createElement("label");
const search = document.createElement("input");
search.type = "search";
search.autocomplete = "off";
label.append(tools.dataset.search + " ", search);
const found = document.createElement("output");
tools.append(label, found);

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
search.addEventListener("input", () => {
  const words = plain(search.value).split(/\s+/);
  let count = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => texts.get(row).includes(word));
    count += row.hidden ? 0 : 1;
  }
  found.textContent = `${tools.dataset.found} ${count}/${rows.length}`;
});

const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.title = `${tools.dataset.sort} ${head.textContent}`;
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const sorted = rows.slice().sort((a, b) => {
      const [one, other] = [value(a, column), value(b, column)];
      const numbers = head.classList.contains("amount");
      return numbers ? Number(one) - Number(other) : order.compare(one, other);
    });
    body.append(...(descending ? sorted.reverse() : sorted));
  });
});
