// Shows how far files have come while they are sent; without it the browser sends them just the same.
(() => {
  const shown = (form) => {
    const line = document.createElement("p"), bar = document.createElement("progress"), said = document.createElement("span");
    line.className = "sending"; line.setAttribute("role", "status"); said.textContent = form.dataset.words;
    bar.max = 1; bar.setAttribute("aria-label", form.dataset.words); line.append(said, bar);
    (form.querySelector(".acts") || form).append(line);
    return bar;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".uploads")) return;
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!files || !window.XMLHttpRequest) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter), request = new XMLHttpRequest(), bar = shown(form);
    for (const button of document.querySelectorAll("button")) button.disabled = true;
    request.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; });
    request.addEventListener("load", () => {
      // A page that was taken leads on by its own address; one that was not is shown in place of this.
      if (request.status === 200) { location.assign(request.responseURL); if (request.responseURL.includes(location.pathname)) location.reload(); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = page.title; document.body.replaceWith(page.body); if (window.htmx) htmx.process(document.body);
      const alert = document.querySelector("[role=alert]");
      if (alert) { alert.tabIndex = -1; alert.focus(); alert.scrollIntoView({ block: "center" }); }
    });
    request.addEventListener("error", () => { form.enctype = "multipart/form-data"; HTMLFormElement.prototype.submit.call(form); });
    request.open("POST", (event.submitter && event.submitter.getAttribute("formaction")) || form.action);
    request.send(body);
  });
})();
