// Draws the page's figures in the colours of the light or dark page, and again when the reader's system changes.
const dark = matchMedia("(prefers-color-scheme: dark)");

function template() {
  const [page, text, line] = dark.matches ? ["#15191a", "#e8ecec", "#374144"] : ["#ffffff", "#1b2426", "#d8dfe0"];
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true };
  return {
    layout: {
      font: { family: "system-ui, sans-serif", size: 13, color: text },
      title: { font: { size: 16 } },
      hoverlabel: { bgcolor: page, bordercolor: line, font: { color: text } },
      legend: { bgcolor: "rgba(0, 0, 0, 0)" },
      xaxis: axis,
      yaxis: axis,
    },
  };
}

function draw(place) {
  const { data, layout } = figures[place.dataset.figure];
  Plotly.react(place, data, { ...structuredClone(layout), template: template() }, { responsive: true, displayModeBar: false });
}

const places = [...document.querySelectorAll("[data-figure]")];
// A long page opens at once: a figure is drawn when it is nearly in view.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      observer.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "800px" },
);
places.forEach((place) => observer.observe(place));
addEventListener("beforeprint", () => places.forEach(draw));
dark.addEventListener("change", () => places.filter((place) => place.data).forEach(draw));
