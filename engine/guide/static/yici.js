// What a page can do better with a script: large type that is remembered, printing, reading aloud. Every page works without it.
(() => {
  const html = document.documentElement;
  const cookie = "yici_elder";
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const words = JSON.parse(tools.dataset.words || "{}");
  const tool = (label, act) => {
    const button = document.createElement("button");
    button.type = "button"; button.className = "tool"; button.textContent = label;
    button.addEventListener("click", () => act(button));
    tools.prepend(button);
    return button;
  };
  const large = (on, button) => {
    html.classList.toggle("elder", on);
    button.setAttribute("aria-pressed", String(on));
    document.cookie = `${cookie}=${on ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
  };
  if (words.print) tool(words.print, () => window.print());
  if (words.speak && "speechSynthesis" in window) tool(words.speak, (button) => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); button.textContent = words.speak; return; }
    const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    said.lang = html.lang; said.rate = 0.9;
    said.addEventListener("end", () => { button.textContent = words.speak; });
    speechSynthesis.speak(said); button.textContent = words.stop;
  });
  if (words.elder) {
    const button = tool(words.elder, () => large(!html.classList.contains("elder"), button));
    large(html.classList.contains("elder") || document.cookie.includes(`${cookie}=1`), button);
  }
})();
