"use strict";
// The minimap of confidence and the dot plot of the path.
// Nobody computed how sure an edited bead is: it is shown in between, an unknown one as doubtful.
function sureness(bead) {
  return bead.c !== null ? bead.c : bead.s === "edited" ? 0.6 : 0;
}

function drawMinimap(canvas, beads, at) {
  const height = canvas.clientHeight || 300;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, 24, height);
  if (!beads.length) return;
  const lines = Math.min(height, beads.length);
  for (let line = 0; line < lines; line++) {
    const from = Math.floor(line * beads.length / lines), to = Math.max(from + 1, Math.floor((line + 1) * beads.length / lines));
    let least = 1, confirmed = 0, flagged = false;
    for (let k = from; k < to; k++) {
      flagged ||= beads[k].s === "flagged";
      if (beads[k].s === "confirmed") confirmed++;
      else least = Math.min(least, sureness(beads[k]));
    }
    const top = line * height / lines, tall = Math.ceil(height / lines);
    pen.fillStyle = confirmed === to - from ? "#1f7a3d" : shade(least, 0.9);
    pen.fillRect(2, top, 15, tall);
    if (flagged) { pen.fillStyle = "#b3261e"; pen.fillRect(18, top, 6, tall); }
  }
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.fillRect(0, Math.min(height - 2, at * height / beads.length), 24, 2);
}

// A stroke for each bead; where there are more than can be told apart, one for some that follow each other, as doubtful as
// the most doubtful of them.
function drawDots(canvas, beads, lengths, columns, at) {
  const size = canvas.width, pen = canvas.getContext("2d");
  pen.clearRect(0, 0, size, size);
  const [x, y] = [columns[0], columns[columns.length - 1]];
  const scale = (e, n) => n * (size - 4) / Math.max(1, lengths[e]) + 2;
  const place = { [x]: 0, [y]: 0 }, many = Math.max(1, Math.floor(beads.length / (4 * size)));
  pen.lineWidth = 2;
  let here = null;
  for (let from = 0; from < beads.length; from += many) {
    const left = scale(x, place[x]), top = scale(y, place[y]);
    let least = 2;
    for (let k = from; k < Math.min(from + many, beads.length); k++) {
      if (k === at) here = [scale(x, place[x]), scale(y, place[y])];
      place[x] += beads[k].r[x][1];
      place[y] += beads[k].r[y][1];
      if (beads[k].s !== "confirmed") least = Math.min(least, sureness(beads[k]));
    }
    pen.strokeStyle = least === 2 ? "#1f7a3d" : shade(least, 1);
    pen.beginPath();
    pen.moveTo(left, top);
    pen.lineTo(scale(x, place[x]), scale(y, place[y]));
    pen.stroke();
  }
  if (!here) return;
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.fillRect(here[0] - 3, here[1] - 3, 7, 7);
}

// The bead whose English (or first) segments are where the plot was clicked.
function beadAt(canvas, event, beads, lengths, columns) {
  const box = canvas.getBoundingClientRect();
  const wanted = (event.clientX - box.left) / box.width * lengths[columns[0]];
  let place = 0;
  for (let k = 0; k < beads.length; k++) {
    place += beads[k].r[columns[0]][1];
    if (place > wanted) return k;
  }
  return beads.length - 1;
}
