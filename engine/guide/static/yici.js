// What a page can do better with a script: printing, reading aloud, searching. Every page works without it.
(() => {
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
  if (words.speak && "speechSynthesis" in window) tool(words.speak, (button) => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); button.textContent = words.speak; return; }
    const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    said.lang = document.documentElement.lang; said.rate = 0.9;
    said.addEventListener("end", () => { button.textContent = words.speak; });
    speechSynthesis.speak(said); button.textContent = words.stop;
  });
})();
