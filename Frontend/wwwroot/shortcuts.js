// Ctrl+Enter (or Cmd+Enter) in a marked text field submits its form.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("[data-submits]")) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
});

// Where the pictures are below the form, show them once they are asked for.
document.addEventListener("submit", event => {
  if (event.target.matches(".prompt-form") && matchMedia("(max-width: 60rem)").matches)
    document.querySelector(".results")?.scrollIntoView({ behavior: "smooth" });
});
