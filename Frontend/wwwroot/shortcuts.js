// Ctrl+Enter (or Cmd+Enter) in a marked text field submits its form.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("[data-submits]")) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
});
