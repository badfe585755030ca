// Where the device is, where one asks for that: a point beside the name of the place, which is
// filled in with the nearest if nothing stands there yet.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.geolocation || !isSecureContext) return;
  for (const part of document.querySelectorAll("[data-spot]")) {
    const { form } = part.querySelector("input");
    const said = part.querySelector("[data-spot-said]");
    const drop = part.querySelector("[data-spot-drop]");
    const { latitude, longitude, place } = form.elements;
    const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
    part.hidden = false;
    drop.hidden = !latitude.value;

    part.querySelector("[data-spot-ask]").addEventListener("click", () => {
      said.textContent = said.dataset.asking;
      navigator.geolocation.getCurrentPosition(
        async ({ coords }) => {
          latitude.value = coords.latitude.toFixed(6);
          longitude.value = coords.longitude.toFixed(6);
          drop.hidden = false;
          try {
            const asked = new URLSearchParams({ "vi-do": latitude.value, "kinh-do": longitude.value });
            const answer = await fetch(`${part.dataset.spotUrl}?${asked}`);
            const { places } = await answer.json();
            if (!place.value.trim() && places.length) [place.value] = places;
          } catch {
            // the point alone says where it is
          }
          said.textContent = said.dataset.got;
          changed();
        },
        () => { said.textContent = said.dataset.refused; },
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
      );
    });
    drop.addEventListener("click", () => {
      latitude.value = longitude.value = said.textContent = "";
      drop.hidden = true;
      changed();
    });
  }
});
