// Role: shows the chosen state of the offline file. Every word and number is in the content; nothing is computed
// here but the order of lines. Texts are set as text, never as markup.
"use strict";
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);
  const main = document.getElementById("main");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const make = (tag, name, ...inner) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    for (const each of inner) made.append(each);
    return made;
  };
  const role = (name) => (name ? ` is-${name}` : "");

  const read = () => {
    const given = decodeURIComponent(location.hash.slice(1)).split("|");
    return content.states[given.join("|")] ? given : content.first;
  };
  const controls = {};
  const filters = document.getElementById("filters");
  [["unit", content.units], ["phase", content.phases], ["measure", content.measures]].forEach(([name, offered]) => {
    const select = make("select");
    select.id = `choose-${name}`;
    for (const [value, words] of offered) {
      const option = make("option", "", words);
      option.value = value;
      select.append(option);
    }
    select.addEventListener("change", () => {
      location.hash = encodeURIComponent([controls.unit.value, controls.phase.value, controls.measure.value].join("|"));
    });
    controls[name] = select;
    const label = make("label", "", content.words[name]);
    label.append(select);
    filters.append(label);
  });

  const parts = {
    statement: (part) => {
      const box = make("div");
      if (part.number) box.append(make("p", "number", part.number));
      box.append(make("p", "", part.sentence));
      return box;
    },
    figures: (part) => {
      const box = make("div", "figures");
      for (const each of part.figures) {
        const card = make("div", "figure", make("span", "", each.label), make("b", role(each.role).trim(), each.value));
        if (each.beside) card.append(make("span", "", each.beside));
        if (each.detail) card.append(make("span", "", each.detail));
        box.append(card);
      }
      return box;
    },
    text: (part) => {
      const box = make(part.listed ? "ul" : "div");
      for (const line of part.lines) box.append(make(part.listed ? "li" : "p", "", line));
      return box;
    },
    bars: (part) => {
      const box = make("div", "");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", part.text);
      box.append(make("p", "unit", part.unit));
      const pair = part.names.length ? " pair" : "";
      const head = make("div", `row${pair}`, make("span"));
      if (part.names.length) for (const name of part.names) head.append(make("span", "unit", name));
      else {
        const track = make("span", "track");
        if (part.goal) {
          const name = make("span", "goal-name", `${part.goal_name} 100%`);
          name.style.left = part.goal;
          track.append(name);
        }
        head.append(track, make("span"));
      }
      box.append(head);
      for (const row of part.rows) {
        const line = make("div", `row${pair}`, make("span", "", row.name));
        line.title = row.hover;
        for (const bar of row.bars) {
          const track = make("span", "track");
          if (bar.width !== null) {
            const fill = make("span", `fill${role(bar.role)}`, bar.broken ? "⫽ " : "");
            fill.style.width = bar.width;
            track.append(fill);
          }
          if (part.goal) {
            const tick = make("i", "goal");
            tick.style.left = part.goal;
            track.append(tick);
          }
          const label = make("span", `figure-text${role(bar.label_role)}`, bar.label);
          if (pair) line.append(make("span", "cell", track, label));
          else line.append(track, label);
        }
        box.append(line);
      }
      if (part.note) box.append(make("p", "note", part.note));
      return box;
    },
    plot: (part) => {
      const box = make("div", "", make("p", "unit", part.unit));
      const picture = make("div");
      picture.style.height = `${part.height}px`;
      picture.style.overflow = "hidden"; // while it is not yet as narrow as a window just made smaller
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", part.text);
      box.append(picture);
      requestAnimationFrame(() => {
        const layout = { ...part.figure.layout, autosize: true };
        Plotly.newPlot(picture, part.figure.data, layout, { displayModeBar: false, responsive: true, staticPlot: false });
      });
      return box;
    },
    table: (part) => {
      const box = make("div");
      if (part.title) box.append(make("h3", "", part.title));
      const search = make("input");
      search.type = "search";
      search.placeholder = content.words.search;
      search.setAttribute("aria-label", content.words.search);
      const body = make("tbody");
      const table = make("table");
      let rows = part.rows;
      const draw = () => {
        const wanted = fold(search.value).split(/\s+/).filter(Boolean);
        const found = rows.filter((row) => {
          const words = fold(row.map((cell) => cell[0]).join(" "));
          return wanted.every((word) => words.includes(word));
        });
        body.replaceChildren(...found.map((row) => make("tr", "", ...row.map((cell, place) =>
          make("td", `${part.columns[place].words ? "words" : ""}${role(cell[2])}`.trim(), cell[0])))));
        if (!found.length) body.append(make("tr", "", Object.assign(make("td", "words", content.words.none), { colSpan: part.columns.length })));
      };
      const heads = part.columns.map((column, place) => {
        const button = make("button", "", column.name);
        const cell = make("th", column.words ? "words" : "", button);
        button.addEventListener("click", () => {
          const down = cell.getAttribute("aria-sort") !== "descending";
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          cell.setAttribute("aria-sort", down ? "descending" : "ascending");
          const known = part.rows.filter((row) => row[place][1] !== null);
          const unknown = part.rows.filter((row) => row[place][1] === null);
          known.sort((one, other) => {
            const [a, b] = [one[place][1], other[place][1]];
            const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "vi");
            return down ? -order : order;
          });
          rows = [...known, ...unknown];
          draw();
        });
        return cell;
      });
      table.append(make("thead", "", make("tr", "", ...heads)), body);
      if (part.totals) table.append(make("tfoot", "", make("tr", "", ...part.totals.map((words, place) =>
        make("td", part.columns[place].words ? "words" : "", words)))));
      search.addEventListener("input", draw);
      draw();
      if (part.rows.length > 8) box.append(search);
      const scroll = make("div", "table", table);
      scroll.tabIndex = 0;
      box.append(scroll);
      if (part.note) box.append(make("p", "note", part.note));
      return box;
    },
  };

  const show = () => {
    const [unit, phase, measure] = read();
    controls.unit.value = unit;
    controls.phase.value = phase;
    controls.measure.value = measure;
    const state = content.states[[unit, phase, measure].join("|")];
    document.querySelector("h1").textContent = state.unit;
    document.querySelector(".origin").textContent = state.origin;
    main.replaceChildren(...state.blocks.map((block) => {
      const wide = block.key === "units";
      const section = make("section", wide ? "wide" : "", make("h2", "", block.title));
      section.id = block.key;
      for (const part of block.parts) section.append(parts[part.kind](part));
      if (block.notes.length) {
        const notes = make("details", "", make("summary", "", content.words.how));
        for (const note of block.notes) notes.append(make("p", "", note));
        section.append(notes);
      }
      return section;
    }));
  };
  addEventListener("hashchange", show);
  show();
})();
