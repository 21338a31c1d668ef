// Says before a session ends that it will, and lets it go on. Without this file it ends all the same.
const ending = document.getElementById("ending");
const minutes = Number(ending.dataset.minutes);
const shown = Math.max(minutes - 2, minutes / 2);

function wait() {
  ending.hidden = true;
  setTimeout(() => { ending.hidden = false; }, shown * 60_000);
}

ending.querySelector("button").addEventListener("click", async () => {
  const answer = await fetch(ending.dataset.stay, { redirect: "manual" });
  if (answer.status === 204) wait(); else location.reload();
});
wait();
