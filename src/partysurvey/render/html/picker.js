
// The table that the reader picks: any question by any breakdown, made from the cells in the page.

// A number as the program writes it: its first 15 digits, rounded half up; `shift` 2 makes a percentage.
function rounded(number, places, shift = 0) {
  const [, sign, first, rest, exponent] = /^(-?)(\d)\.(\d{14})e([+-]\d+)$/.exec(number.toExponential(14));
  const power = Number(exponent) - 14 + shift + places;
  const unit = 10n ** BigInt(Math.abs(power));
  const exact = BigInt(first + rest);
  const units = power >= 0 ? exact * unit : (2n * exact + unit) / (2n * unit);
  const digits = String(units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return (units ? sign : "") + whole + (places ? `.${digits.slice(-places)}` : "");
}

const N = 0, WEIGHTED = 1, SHARE = 2, ROW = 3, TOTAL = 4, LOW = 5, HIGH = 6, LETTERS = 7;  // places in a cell
const VALUES = {
  share: { place: SHARE, stat: "share" },
  row: { place: ROW, stat: "row_share" },
  total: { place: TOTAL, stat: "total_share" },
  n: { place: N, stat: "n" },
  weighted: { place: WEIGHTED, stat: "weighted" },
};
const BASES = { n: { place: 0, places: 0, stat: "base" }, weighted: { place: 1, places: 1, stat: "weighted_base" },
  effective: { place: 2, places: 1, stat: "effective_base" } };
const OF_GROUPS = ["row", "total"];  // values that everybody together has none of
const NOTHING = "–";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class Picker {
  constructor(section, data) {
    this.section = section;
    this.data = data;
    for (const each of section.querySelectorAll("select, input")) each.addEventListener("change", () => this.show());
    this.show();
    section.hidden = false;
  }

  control(name) { return document.getElementById(`pick-${name}`); }
  isOn(name) { return this.control(name).checked && !this.control(name).disabled; }

  // What is chosen: a question has no breakdown by itself, and only column percents have intervals and letters.
  read() {
    this.question = this.data.questions[this.control("question").value];
    const by = this.control("by");
    for (const option of by.options) option.disabled = !(option.value in this.question.by);
    if (by.selectedOptions[0].disabled) by.value = "";
    this.pick = this.question.by[by.value];
    const [alone, value] = [this.pick.groups.length === 0, this.control("value")];
    for (const option of value.options) {
      option.disabled = !this.question.rows.length ? option.value !== "share" : alone && OF_GROUPS.includes(option.value);
    }
    if (value.selectedOptions[0].disabled) value.value = "share";
    this.value = value.value;
    this.groups = OF_GROUPS.includes(this.value) ? this.pick.groups : [this.question.everybody, ...this.pick.groups];
    const cells = this.groups.flatMap((group) => [...group.cells, ...group.statistics]).filter(Array.isArray);
    this.control("counts").disabled = this.value === "n" || !this.question.rows.length;
    this.control("intervals").disabled = this.value !== "share" || !this.hasAny(cells, LOW, 1);
    this.control("letters").disabled = this.value !== "share" || !this.hasAny(cells, LETTERS, 3);
  }
  hasAny(cells, ofShare, ofMean) {
    return cells.some((cell) => ![null, undefined, ""].includes(cell[cell.length > 4 ? ofShare : ofMean]));
  }

  show() {
    this.read();
    const title = [this.question.title, this.pick.title].filter(Boolean).join(" × ");
    this.columns = this.groups.map((group) => this.columnsOf(group));
    const table = element("table", {}, element("caption", {}, element("span", {}, title)), this.head(), ...this.bodies());
    this.control("table").replaceChildren(table);
    makeSortable(table);
    this.control("notes").replaceChildren(...this.notes().map((note) => element("li", {}, note)));
    this.control("status").textContent = title;
  }

  // Beneath the name of a group: its number, and what is asked for besides.
  columnsOf(group) {
    const { words } = this.data;
    const compared = this.isOn("letters") && group.of.includes("[") && Array.isArray(group.base);
    return [
      ...(this.isOn("counts") ? [{ kind: "n", head: words.values.n }] : []),
      { kind: "value", head: this.question.rows.length ? words.values[this.value] : words.number },
      ...(this.isOn("intervals") ? [{ kind: "interval", head: words.interval }] : []),
      ...(compared ? [{ kind: "letters", head: group.letter ? words.above : words.rest }] : []),
    ];
  }

  head() {
    const { words } = this.data;
    const isSpanned = this.columns.some((columns) => columns.length > 1);
    const stub = element("th", { scope: "col", class: "left", rowspan: isSpanned ? 2 : "" },
      this.question.rows.length ? words.stub : words.statistic);
    const names = this.groups.map((group, place) => element("th", isSpanned
      ? { scope: "colgroup", colspan: this.columns[place].length } : { scope: "col" }, group.head));
    const heads = this.columns.flat().map(({ kind, head }) =>
      element("th", { scope: "col", class: kind === "letters" ? "left" : "" }, head));
    return element("thead", {}, element("tr", {}, stub, ...names), ...(isSpanned ? [element("tr", {}, ...heads)] : []));
  }

  bodies() {
    const rows = this.question.rows.map(([code, label, role], place) =>
      this.row(role, label, (group, column) => this.shareCell(group, column, group.cells[place], code)));
    const statistics = this.pick.statistics.map(([stat, label, places], place) =>
      this.row("statistic", label, (group, column) => this.statisticCell(group, column, group.statistics[place], stat, places)));
    const others = [...(this.value === "share" ? statistics : []), this.baseRow()];
    return [element("tbody", { class: "sortable" }, ...rows), element("tbody", {}, ...others)];
  }
  baseRow() {
    const base = this.control("base")?.value ?? "n";
    const label = base === "n" ? this.question.base : this.data.words.bases[base];
    const { place, places, stat } = BASES[base];
    return this.row("base", label, (group, column, isFirst) => isFirst
      ? this.numberCell(group, [stat], group.base, (numbers) => written(numbers[place], places)) : element("td"));
  }
  row(role, label, cell) {
    const cells = this.groups.flatMap((group, place) =>
      this.columns[place].map((column, number) => cell(group, column, number === 0)));
    return element("tr", { class: role }, element("th", { scope: "row" }, label), ...cells);
  }

  shareCell(group, { kind }, cell, code) {
    const { digits } = this.data;
    if (kind === "letters") return this.wordCell(cell[LETTERS]);
    if (kind === "interval") {
      return this.numberCell(group, [`${code} low`, `${code} high`], cell, () => interval(cell[LOW], cell[HIGH], digits, 2));
    }
    const { place, stat } = kind === "n" ? VALUES.n : VALUES[this.value];
    const format = { n: (n) => written(n, 0), weighted: (w) => written(w, 1) }[stat] ?? ((share) => written(share, digits, 2, "%"));
    return this.numberCell(group, [`${code} ${stat}`], cell, () => format(cell[place]));
  }
  statisticCell(group, { kind }, cell, stat, places) {
    if (kind === "n") return element("td");
    if (kind === "letters") return this.wordCell(cell?.[3]);
    if (kind === "interval") {
      return stat === "mean" && cell
        ? this.numberCell(group, ["low", "high"], cell, () => interval(cell[1], cell[2], places)) : element("td");
    }
    return this.numberCell(group, [stat], cell, () => written(cell?.[0], places));
  }
  wordCell(words) { return element("td", { class: "left" }, Array.isArray(words) ? "" : words ?? ""); }

  // A cell that names the cells of the results its numbers come from; a hidden one is its mark.
  numberCell(group, stats, cell, text) {
    const sources = stats.map((stat) => `${group.of} ${stat}`).join("; ");
    return element("td", { "data-cell": sources }, cell === this.data.hidden ? cell : text(cell));
  }

  notes() {
    const { texts, words } = this.data;
    const methods = this.isOn("intervals") ? this.pick.methods : [];
    const said = this.value in words.said ? [words.said[this.value]] : [];
    return [...said, ...[...this.pick.notes, ...methods].map((place) => texts[place])];
  }
}

function written(number, places, shift = 0, sign = "") {
  return number === null || number === undefined ? NOTHING : rounded(number, places, shift) + sign;
}
function interval(low, high, places, shift = 0) {
  if (low === null || high === null) return NOTHING;
  const ends = [low, high].map((end) => rounded(end, places, shift).replaceAll(",", ""));
  return ends.join(ends.some((end) => end.startsWith("-")) ? " – " : "–");
}

const cells = document.getElementById("cells");
if (cells) new Picker(document.getElementById("pick"), JSON.parse(cells.textContent));
