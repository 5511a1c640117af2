// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A map to pull and to zoom in the place of the picture and its buttons; loaded only by pages that ask for a place. What is
// chosen goes into the same inputs for latitude and longitude.
import * as L from "leaflet";
import { setPlace } from "./parts/form.js";

const numbers = (text) => text.split(",").map(Number);
const typed = (text) => (text.trim() ? Number(text.replace(",", ".")) : NaN);

const pin = L.divIcon({
  className: "map__pin",
  html: '<svg viewBox="-13 -37 26 38" width="26" height="38" aria-hidden="true"><path d="M0 0C-4-10-12-15-12-24a12 12 0 1 1 24 0C12-15 4-10 0 0Z"/><circle cy="-24" r="4.5"/></svg>',
  iconSize: [26, 38],
  iconAnchor: [13, 37],
});

function stylesOf(place) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = place.dataset.style;
  // What is drawn before the styles are there stands in the wrong place.
  const loaded = new Promise((done) => (link.onload = link.onerror = done));
  document.head.append(link);
  return loaded;
}

export async function show(place) {
  const fieldset = place.closest("fieldset");
  const words = place.dataset;
  const [south, west, north, east] = numbers(words.bounds);
  const [zoom, centre] = words.view.split("/");
  const inputOf = (part) => fieldset.querySelector(`input[name$=".${part}"]`);
  const status = fieldset.querySelector("[data-map-status]");
  const clear = fieldset.querySelector("[data-map-clear]");
  await stylesOf(place);

  const ground = document.createElement("div");
  ground.className = "map__ground";
  ground.setAttribute("role", "application");
  ground.setAttribute("aria-label", words.label);
  place.replaceChildren(ground);
  const map = L.map(ground, {
    minZoom: 9,
    maxZoom: 18,
    maxBounds: L.latLngBounds([south, west], [north, east]).pad(0.5),
    zoomControl: false,
    attributionControl: false,
  });
  L.control.zoom({ zoomInTitle: words.nearer, zoomOutTitle: words.farther }).addTo(map);
  L.tileLayer(words.tiles, { bounds: L.latLngBounds([south, west], [north, east]).pad(1), minZoom: 8 }).addTo(map);
  const source = document.createElement("p");
  source.className = "map__source kern-hint";
  source.textContent = words.source;
  place.append(source);

  const marker = L.marker([0, 0], { icon: pin, draggable: true, keyboard: false });
  let asked = 0;

  // Where it is, in words; an answer that comes late says nothing any more.
  async function tell(latitude, longitude) {
    const turn = ++asked;
    status.textContent = words.chosen;
    try {
      const answer = await fetch(`${words.placeHref}?punkt=${latitude.toFixed(5)},${longitude.toFixed(5)}`);
      const { inside, street } = await answer.json();
      if (turn !== asked) return;
      if (!inside) status.textContent = words.outside;
      else if (street) status.textContent = `${words.near} ${street}`;
    } catch {
      // The place is chosen, with or without words.
    }
  }

  function mark(latitude, longitude) {
    marker.setLatLng([latitude, longitude]).addTo(map);
    clear.hidden = false;
  }

  function choose({ lat, lng }) {
    mark(lat, lng);
    setPlace(fieldset, lat, lng);
    tell(lat, lng);
  }

  // What was typed, or said by the device, shows on the map.
  function follow() {
    const latitude = typed(inputOf("latitude").value);
    const longitude = typed(inputOf("longitude").value);
    if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return;
    const there = marker.getLatLng();
    if (map.hasLayer(marker) && Math.abs(there.lat - latitude) < 1e-5 && Math.abs(there.lng - longitude) < 1e-5) return;
    mark(latitude, longitude);
    map.setView([latitude, longitude], Math.max(map.getZoom(), 16), { animate: false });
    tell(latitude, longitude);
  }

  map.setView(numbers(centre), Number(zoom));
  const [latitude, longitude] = [typed(inputOf("latitude").value), typed(inputOf("longitude").value)];
  if (Number.isFinite(latitude) && Number.isFinite(longitude)) mark(latitude, longitude);

  map.on("click", ({ latlng }) => choose(latlng));
  marker.on("dragend", () => choose(marker.getLatLng()));
  for (const part of ["latitude", "longitude"]) inputOf(part).addEventListener("change", follow);
  ground.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== ground) return;
    event.preventDefault();
    choose(map.getCenter());
  });
  fieldset.querySelector("[data-map-centre]").addEventListener("click", (event) => {
    event.preventDefault();
    choose(map.getCenter());
  });
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    ++asked;
    marker.remove();
    clear.hidden = true;
    status.textContent = words.none;
    setPlace(fieldset);
  });
}
